import { describe, expect, test } from 'vitest';
import { ACTS } from '../../utils/domain/act.ts';
import { CORE_ACT_TABLE } from '../../utils/domain/act-table.ts';
import { assess } from '../../utils/domain/assess.ts';
import { type Flag, ROLES, type Role, STATES } from '../../utils/domain/case.ts';
import { decideDemand } from '../../utils/domain/decide-demand.ts';
import { FAILURE_CODES } from '../../utils/domain/failure.ts';
import { CORE_KINDS } from '../../utils/domain/identifier.ts';
import {
  PLACES,
  type Place,
  type ReasonCode,
  SITUATIONS,
  type Sighting,
  type Situation,
} from '../../utils/domain/situation.ts';

/**
 * The table of DESIGN.md §5, written out: print, send, phone, export, change of 送付先. S6 leaves two
 * cells open, which hold `confirm` (`act-table.ts`); its other ones count while the rows are in.
 */
const DESIGN: Readonly<Record<Situation, string>> = {
  clear: 'allow allow allow allow allow', // S0
  protected: 'confirm confirm confirm confirm confirm', // S1
  counterpart: 'confirm confirm confirm confirm confirm', // S2
  related: 'confirm confirm confirm confirm approve', // S3
  'both-sides': 'approve approve approve approve approve', // S4
  'reaches-counterpart': 'refuse refuse refuse refuse refuse', // S5
  batch: 'approve approve confirm approve confirm', // S6
  'pulled-out': 'confirm confirm confirm confirm confirm', // S6 after 引き抜き
  'cannot-tell': 'confirm confirm confirm confirm confirm', // S7
};

const TODAY = 20_000;
const NUMBERS = CORE_KINDS.filter((kind) => kind !== 'address' && kind !== 'phone');
const CONTACTS = ['address', 'phone'] as const;
const SINGLE: readonly Place[] = ['subject', 'recipient', 'destination', 'form', 'body'];
const RECEIVERS: readonly Place[] = ['recipient', 'destination'];
const GUARDED: readonly Role[] = ['protected', 'co-protected'];
const OWN: Readonly<Record<Role, Situation>> = {
  protected: 'protected',
  'co-protected': 'protected',
  counterpart: 'counterpart',
  related: 'related',
};

type Case = readonly [title: string, sightings: readonly Sighting[], expected: Situation];

/** Every state that still protects, for each role. */
function flagsOf(role: Role): readonly Flag[] {
  const common = {
    caseRef: '00000000000000k1',
    role,
    severity: 1,
    guidance: 0,
    section: 0,
  } as const;
  return STATES.filter((state) => state !== 'ended').flatMap((state) => [
    { ...common, state, version: 1 },
    { ...common, state, version: 1, endDay: TODAY - 1 },
  ]);
}

function see(kind: Sighting['kind'], place: Place, flags: readonly Flag[]): Sighting {
  return { kind, place, verdict: { status: 'flagged', flags } };
}

const ANY_STATE = (role: Role) => flagsOf(role).slice(0, 1);

const ALONE: readonly Case[] = ROLES.flatMap((role) =>
  SINGLE.flatMap((place) =>
    CORE_KINDS.flatMap((kind) =>
      flagsOf(role).map((flag): Case => {
        const state = `${flag.state}${flag.endDay ? ', end passed' : ''}`;
        return [`${kind} of ${role} (${state}) as ${place}`, [see(kind, place, [flag])], OWN[role]];
      }),
    ),
  ),
);

/** The other side of the case stands beside the record, and receives nothing. */
const MEETING: readonly Case[] = GUARDED.flatMap((role) =>
  (['subject', 'form', 'body'] as const).flatMap((place) => [
    ...CORE_KINDS.map(
      (kind): Case => [
        `counterpart's record, ${kind} of ${role} as ${place}`,
        [see('atena', 'subject', ANY_STATE('counterpart')), see(kind, place, ANY_STATE(role))],
        'both-sides',
      ],
    ),
    ...CONTACTS.map(
      (kind): Case => [
        `related record, ${kind} of ${role} typed or shown as ${place}`,
        [see('debt', 'subject', ANY_STATE('related')), see(kind, place, ANY_STATE(role))],
        'both-sides',
      ],
    ),
  ]),
);

/** The output goes to the counterpart, and anything of the protected side stands on the view. */
const REACHING: readonly Case[] = GUARDED.flatMap((role) =>
  RECEIVERS.flatMap((receiver) =>
    SINGLE.flatMap((place) =>
      CORE_KINDS.map(
        (kind): Case => [
          `counterpart as ${receiver}, ${kind} of ${role} as ${place}`,
          [see('atena', receiver, ANY_STATE('counterpart')), see(kind, place, ANY_STATE(role))],
          'reaches-counterpart',
        ],
      ),
    ),
  ),
);

const LISTS: readonly Case[] = ROLES.flatMap((role) =>
  CORE_KINDS.flatMap((kind): readonly Case[] => [
    [`${kind} of ${role} in a row`, [see(kind, 'row', ANY_STATE(role))], 'batch'],
    [
      `${kind} of ${role} in a pulled row`,
      [see(kind, 'pulled-row', ANY_STATE(role))],
      'pulled-out',
    ],
  ]),
);

const UNKNOWN: readonly Case[] = FAILURE_CODES.flatMap((reason) =>
  PLACES.map((place): Case => {
    const verdict = { status: 'unknown', reason } as const;
    return [`${reason} as ${place}`, [{ kind: 'atena', place, verdict }], 'cannot-tell'];
  }),
);

const CLEAR: readonly Case[] = PLACES.flatMap((place) =>
  CORE_KINDS.map((kind): Case => {
    return [`clear ${kind} as ${place}`, [{ kind, place, verdict: { status: 'clear' } }], 'clear'];
  }),
);

const ALL = [...CLEAR, ...ALONE, ...MEETING, ...REACHING, ...LISTS, ...UNKNOWN];

test.each(SITUATIONS)('the core rules for %s are those of the design', (situation) => {
  expect(ACTS.map((act) => CORE_ACT_TABLE[situation][act]).join(' ')).toBe(DESIGN[situation]);
});

test('every situation of the table is met by some view', () => {
  console.log(`views: ${ALL.length}, cells: ${ALL.length * ACTS.length}`);
  expect(new Set(ALL.map(([, , situation]) => situation))).toEqual(new Set(SITUATIONS));
});

describe.each([
  ['a clear view', CLEAR],
  ['one identifier of a case', ALONE],
  ['both sides of a case', MEETING],
  ['an output that reaches the counterpart', REACHING],
  ['a list', LISTS],
  ['a view that cannot be told', UNKNOWN],
] as const)('%s', (_name, cases) => {
  test.each(cases)('%s', (_title, sightings, expected) => {
    const assessment = assess({ sightings, doubts: [] }, TODAY);
    const needs = ACTS.map((act) => decideDemand(assessment, act, CORE_ACT_TABLE)).join(' ');
    expect([assessment.headline, needs]).toEqual([expected, DESIGN[expected]]);
    const [own] = assessment.reasons;
    expect(own === undefined).toBe(expected === 'clear');
  });
});

test.each(NUMBERS)('a related record beside the %s of a protected person is no meeting', (kind) => {
  const sightings = [
    see('debt', 'subject', ANY_STATE('related')),
    see(kind, 'body', ANY_STATE('protected')),
  ];
  const { headline, situations } = assess({ sightings, doubts: [] }, TODAY);
  expect([headline, situations]).toEqual(['protected', ['related', 'protected']]);
});

test.each<readonly [string, ReasonCode, readonly Sighting[]]>([
  ['the record of 対象者', 'protected-record', [see('atena', 'subject', ANY_STATE('protected'))]],
  ['their address alone', 'protected-contact', [see('address', 'form', ANY_STATE('protected'))]],
  [
    'the record of 相手方',
    'counterpart-record',
    [see('atena', 'subject', ANY_STATE('counterpart'))],
  ],
  ['their telephone', 'counterpart-contact', [see('phone', 'body', ANY_STATE('counterpart'))]],
  ['a related debt', 'related-record', [see('debt', 'body', ANY_STATE('related'))]],
  ['a row', 'flagged-rows', [see('atena', 'row', ANY_STATE('related'))]],
  ['a pulled row', 'rows-pulled-out', [see('atena', 'pulled-row', ANY_STATE('related'))]],
])('%s is told by its reason', (_what, code, sightings) => {
  const { reasons } = assess({ sightings, doubts: [] }, TODAY);
  expect(reasons.map((reason) => reason.code)).toContain(code);
});
