import { expect, test } from 'vitest';
import { describeProblem, type Problem } from '../../publisher/problem.ts';
import { contentOf } from './content-of.ts';
import { damageBytes } from './damage-bytes.ts';
import { damageCells } from './damage-cells.ts';
import { damageValues } from './damage-values.ts';
import { openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON, type Row } from './kakuu-rows.ts';

const GOOD = applicationsCsv(thirtyPersons());
const JOIN = joinCsv(
  Array.from({ length: 30 }, (_, i) => {
    return [`K${i + 1}`, '相手方', '宛名番号', String(7_000_001 + i)] as const;
  }),
);
const DAMAGES = [...damageBytes(GOOD), ...damageCells(GOOD), ...damageValues(GOOD)];
const JAPANESE = /[\u3040-\u30FF\u4E00-\u9FFF]/;

/** A message that a flag owner can act on: where, what, and what to do, in Japanese. */
function isUsable({ file, cause, remedy }: Problem): boolean {
  return file !== '' && JAPANESE.test(cause) && JAPANESE.test(remedy) && /。$/.test(remedy);
}

test('at least two hundred kinds of damage are tried, each a different file', () => {
  const files = new Set(DAMAGES.map(({ content }) => Buffer.from(content).toString('base64')));
  expect(files.size).toBe(DAMAGES.length);
  expect(DAMAGES.length).toBeGreaterThanOrEqual(200);
});

test('no damaged file is published, and every refusal says where and what to do', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: GOOD, join: JOIN }));
  const feedBefore = contentOf(feed.out);
  const keysBefore = contentOf(feed.keys);
  const published: string[] = [];
  const unusable: string[] = [];
  const elsewhere: string[] = [];
  for (const { name, content, row } of DAMAGES) {
    const updated = await feed.update({ moushide: content, join: JOIN });
    if (updated.ok) published.push(name);
    else if (updated.problems.length === 0 || !updated.problems.every(isUsable))
      unusable.push(name);
    else if (row !== undefined && !updated.problems.some((problem) => problem.row === row)) {
      elsewhere.push(`${name}: ${updated.problems.map(describeProblem).join(' ').slice(0, 200)}`);
    }
  }
  expect({ published, unusable, elsewhere }).toEqual({
    published: [],
    unusable: [],
    elsewhere: [],
  });
  expect(contentOf(feed.out)).toEqual(feedBefore);
  expect(contentOf(feed.keys)).toEqual(keysBefore);
  expect((await feed.update({ moushide: GOOD, join: JOIN })).ok).toBe(true);
}, 120_000);

/** Applications of thirty fictional persons with homes and numbers of their own. */
function thirtyPersons(): readonly Row[] {
  return Array.from({ length: 30 }, (_, index) => ({
    ...PERSON,
    宛名番号: String(3_000_001 + index),
    支援措置管理番号: `K${index + 1}`,
    支援措置履歴番号: '2',
    対象者区分: index % 3 === 2 ? '2' : '1',
    支援措置対象者_住所_番地号表記: `${index + 1}番地`,
    支援措置対象者_住所_方書: `架空荘${index + 101}号`,
    支援措置対象者_連絡先電話番号: `0246-22-${String(index + 1).padStart(4, '0')}`,
    加害者_住所_番地号表記: `${index + 500}番地`,
  }));
}
