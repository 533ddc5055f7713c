import type { NamePart } from './fictional-names.ts';

/** A dwelling of the cast. */
export type CastHome = {
  readonly id: number;
  readonly surname: NamePart;
  readonly town: string;
  readonly block: string;
  readonly building?: string;
  /** Home whose telephone is used here too. */
  readonly phoneOf?: number;
};

/** House numbers from 40 and 2000 upwards belong to the cast alone. */
export const HOMES = {
  ab: { id: 1, surname: ['架空', 'カクウ'], town: '見本一丁目', block: '40番5号' },
  c: { id: 2, surname: ['架空', 'カクウ'], town: '架空町', block: '2015番地3' },
  x: {
    id: 3,
    surname: ['例川', 'レイカワ'],
    town: '例示台四丁目',
    block: '41番12号',
    building: 'ひな形ハイツ203号室',
  },
  y: { id: 4, surname: ['例川', 'レイカワ'], town: 'ひな形二丁目', block: '42番8号' },
  p: { id: 5, surname: ['仮沢', 'カリサワ'], town: '見本三丁目', block: '43番1号' },
  q: { id: 6, surname: ['仮沢', 'カリサワ'], town: '模擬が丘', block: '2044番地' },
  r: { id: 7, surname: ['仮沢', 'カリサワ'], town: '字練習', block: '2045番地6' },
  overdue: { id: 8, surname: ['影田', 'カゲタ'], town: '試験新田', block: '2046番地2' },
  overdueOther: { id: 9, surname: ['影田', 'カゲタ'], town: '仮ケ原', block: '2047番地9' },
  provisional: { id: 10, surname: ['写川', 'ウツシガワ'], town: 'ひな形一丁目', block: '48番3号' },
  provisionalOther: { id: 11, surname: ['型野', 'カタノ'], town: '見本二丁目', block: '49番7号' },
  shared: { id: 12, surname: ['想田', 'ソウダ'], town: '大字想定', block: '2050番地1' },
  sharedOther: {
    id: 14,
    surname: ['想田', 'ソウダ'],
    town: '大字想定',
    block: '2050番地1',
    phoneOf: 12,
  },
  z: { id: 13, surname: ['見木', 'ミキ'], town: '見本二丁目', block: '51番2号' },
} as const satisfies Record<string, CastHome>;
