import { HOMES } from './cast-home.ts';
import { type CastMember, castMember } from './cast-member.ts';

/** The people of SCENARIOS.md and a few more, the same for every seed. */
export const cast = {
  /** A and B are protected together; C, their child, is the 相手方 and lives elsewhere. */
  K1: {
    A: castMember({
      id: 1,
      home: HOMES.ab,
      given: ['例一', 'レイイチ'],
      sex: '男',
      birth: '1954-04-12',
      debts: ['25-210-00041'],
    }),
    B: castMember({
      id: 2,
      home: HOMES.ab,
      given: ['典子', 'ノリコ'],
      sex: '女',
      birth: '1957-09-30',
      relation: '妻',
    }),
    C: castMember({
      id: 3,
      home: HOMES.c,
      given: ['次郎', 'ジロウ'],
      sex: '男',
      birth: '1985-02-03',
      debts: ['24-210-00017', '25-330-00052'],
    }),
  },
  /** X is protected, Y is the relative; both households are on welfare. */
  K2: {
    X: castMember({
      id: 4,
      home: HOMES.x,
      given: ['空美', 'クミ'],
      sex: '女',
      birth: '1991-06-21',
      caseNumber: '11-0204',
    }),
    Y: castMember({
      id: 5,
      home: HOMES.y,
      given: ['典夫', 'ノリオ'],
      sex: '男',
      birth: '1963-11-08',
      caseNumber: '12-0117',
    }),
  },
  /** P is protected; Q is in the same 戸籍; R, the 相手方, is joint owner of a 固定資産 with P. */
  K3: {
    P: castMember({
      id: 6,
      home: HOMES.p,
      given: ['夢乃', 'ユメノ'],
      sex: '女',
      birth: '1979-01-15',
      debts: ['25-340-00088'],
    }),
    Q: castMember({
      id: 7,
      home: HOMES.q,
      given: ['新', 'アラタ'],
      sex: '男',
      birth: '2003-07-07',
    }),
    R: castMember({
      id: 8,
      home: HOMES.r,
      given: ['影雄', 'カゲオ'],
      sex: '男',
      birth: '1975-12-24',
    }),
  },
  /** The end date passed yesterday and nobody entered an end. */
  overdue: {
    subject: castMember({
      id: 9,
      home: HOMES.overdue,
      given: ['未来', 'ミク'],
      sex: '女',
      birth: '1988-03-19',
      caseNumber: '13-0309',
    }),
    counterpart: castMember({
      id: 10,
      home: HOMES.overdueOther,
      given: ['実', 'ミノル'],
      sex: '男',
      birth: '1986-10-02',
    }),
  },
  /** Applied, not yet decided. */
  provisional: {
    subject: castMember({
      id: 11,
      home: HOMES.provisional,
      given: ['葵', 'アオイ'],
      sex: '女',
      birth: '1995-05-05',
      caseNumber: '11-0412',
    }),
    counterpart: castMember({
      id: 12,
      home: HOMES.provisionalOther,
      given: ['律', 'リツ'],
      sex: '男',
      birth: '1993-08-18',
    }),
  },
  /** Two 世帯 at one address with one telephone: neither is hidden from the other side. */
  shared: {
    subject: castMember({
      id: 13,
      home: HOMES.shared,
      given: ['文', 'フミ'],
      sex: '女',
      birth: '1970-02-28',
    }),
    counterpart: castMember({
      id: 14,
      home: HOMES.sharedOther,
      given: ['三郎', 'サブロウ'],
      sex: '男',
      birth: '1968-06-11',
    }),
  },
  /** Touches no case; a message thread of this record once went to X's number. */
  clean: {
    Z: castMember({
      id: 15,
      home: HOMES.z,
      given: ['結', 'ユイ'],
      sex: '女',
      birth: '1982-04-01',
      caseNumber: '12-0233',
      debts: ['25-210-00090'],
    }),
  },
} as const;

/** All cast members in one list. */
export const CAST_MEMBERS: readonly CastMember[] = Object.values(cast).flatMap((group) =>
  Object.values(group),
);
