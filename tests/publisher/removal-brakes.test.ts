import { expect, test } from 'vitest';
import { describeProblem } from '../../publisher/problem.ts';
import { openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON, type Row } from './kakuu-rows.ts';

/** Applications of n persons, one case each. */
function persons(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    ...PERSON,
    宛名番号: String(3_000_001 + index),
    支援措置管理番号: `K${index + 1}`,
    支援措置対象者_住所_番地号表記: `${index + 1}番地`,
    加害者_住所_番地号表記: `${index + 500}番地`,
    支援措置対象者_連絡先電話番号: `0246-22-${String(index + 1).padStart(4, '0')}`,
  }));
}

function ended(row: Row): Row {
  return { ...row, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260408' };
}

/** Publishes n persons, then builds again with the first ones changed. */
async function rebuild(change: {
  readonly count: number;
  readonly rows: (published: readonly Row[]) => readonly Row[];
  readonly allowRemovals?: number;
}) {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv(persons(change.count)) }));
  const moushide = applicationsCsv(change.rows(persons(change.count)));
  const built = await feed.build({ moushide }, { allowRemovals: change.allowRemovals });
  return { built, feed };
}

const endFirst = (n: number) => (rows: readonly Row[]) =>
  rows.map((row, index) => (index < n ? ended(row) : row));

test('five end records pass, six of ten need a permission of six', async () => {
  expect((await rebuild({ count: 10, rows: endFirst(5) })).built.ok).toBe(true);
  const refused = await rebuild({ count: 10, rows: endFirst(6) });
  expect(refused.built).toMatchObject({ ok: false, problems: [{ code: 'removal' }] });
  expect(await refused.feed.flagsOf('atena', '3000001')).toHaveLength(1);
  expect((await rebuild({ count: 10, rows: endFirst(6), allowRemovals: 5 })).built.ok).toBe(false);
  expect((await rebuild({ count: 10, rows: endFirst(6), allowRemovals: 6 })).built.ok).toBe(true);
});

test('two per cent of a large feed pass, one more does not', async () => {
  expect((await rebuild({ count: 400, rows: endFirst(8) })).built.ok).toBe(true);
  expect((await rebuild({ count: 400, rows: endFirst(9) })).built.ok).toBe(false);
});

test('a person who is missing without an end record keeps the flag until somebody decides', async () => {
  const withoutFirst = (rows: readonly Row[]) => rows.slice(1);
  const { built, feed } = await rebuild({ count: 3, rows: withoutFirst });
  if (built.ok) throw new Error('published');
  expect(built.problems.map(describeProblem).join('\n')).toContain(
    '管理番号K1：前回公開した方が入力にありません',
  );
  expect(await feed.flagsOf('atena', '3000001')).toHaveLength(1);
  expect((await rebuild({ count: 3, rows: withoutFirst, allowRemovals: 1 })).built.ok).toBe(true);
});

test('half a file is refused as a mass removal', async () => {
  const { built } = await rebuild({ count: 40, rows: (rows) => rows.slice(0, 20) });
  if (built.ok) throw new Error('published');
  expect(built.problems[0]).toMatchObject({
    code: 'removal',
    cause: expect.stringContaining('40名のうち20名'),
  });
});

test('目黒: an end record older than the published row is refused, whatever is allowed', async () => {
  const feed = openKakuuFeed();
  const reapplied = { ...PERSON, 支援措置履歴番号: '3', 操作年月日: '20260409' };
  unwrap(await feed.build({ moushide: applicationsCsv([reapplied]) }));
  const stale = { ...PERSON, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260403' };
  const built = await feed.build({ moushide: applicationsCsv([stale]) }, { allowRemovals: 100 });
  expect(built).toMatchObject({ ok: false, problems: [{ code: 'stale-release', row: 2 }] });
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ version: 3 }]);
});

test('an export that lost its newest rows is refused as stale', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([{ ...PERSON, 支援措置履歴番号: '2' }]) }));
  const built = await feed.build({ moushide: applicationsCsv([PERSON]) });
  expect(built).toMatchObject({ ok: false, problems: [{ code: 'stale-release' }] });
});

test('a training feed is not published with the word production, and the other way round', async () => {
  const feed = openKakuuFeed();
  const built = await feed.build(
    { moushide: applicationsCsv([PERSON]) },
    { environment: 'training' },
  );
  expect(built).toMatchObject({ ok: false, problems: [{ code: 'keys' }] });
});

test('fifty new persons pass, one more needs a permission', async () => {
  const grow = async (to: number, options = {}) => {
    const feed = openKakuuFeed();
    unwrap(await feed.build({ moushide: applicationsCsv(persons(10)) }));
    return await feed.update({ moushide: applicationsCsv(persons(to)) }, options);
  };
  expect((await grow(60)).ok).toBe(true);
  expect(await grow(61)).toMatchObject({ ok: false, problems: [{ code: 'addition' }] });
  expect((await grow(61, { allowAdditions: 51 })).ok).toBe(true);
});

test('a join file that was forgotten is noticed by what leaves the cases', async () => {
  const feed = openKakuuFeed();
  const moushide = applicationsCsv(persons(12));
  const join = joinCsv(
    Array.from({ length: 12 }, (_, index) => {
      return [`K${index + 1}`, '相手方', '宛名番号', String(7_000_001 + index)] as const;
    }),
  );
  unwrap(await feed.build({ moushide, join }));
  const refused = await feed.update({ moushide });
  expect(refused).toMatchObject({
    ok: false,
    problems: [{ code: 'mass-change', remedy: expect.stringContaining('--allow-changes') }],
  });
  expect((await feed.update({ moushide }, { allowChanges: 12 })).ok).toBe(true);
});
