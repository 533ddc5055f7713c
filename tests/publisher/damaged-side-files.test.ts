import { expect, test } from 'vitest';
import { diffFeed } from '../../publisher/diff-feed.ts';
import type { Problem } from '../../publisher/problem.ts';
import { damageBytes } from './damage-bytes.ts';
import { openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';
import { LINK, LOCK, linksCsv, locksCsv } from './register-rows.ts';

const COUNT = 30;
const numbers = Array.from({ length: COUNT }, (_, index) => index);
const MOUSHIDE = applicationsCsv([PERSON]);
const FILES = {
  join: joinCsv(numbers.map((i) => ['K1', '相手方', '債権番号', `2025-${1_000 + i}`] as const)),
  yokushi: locksCsv(numbers.map((i) => ({ ...LOCK, 宛名番号: String(5_550_001 + i) }))),
  renkei: linksCsv(numbers.map((i) => ({ ...LINK, 宛名番号: String(5_560_001 + i) }))),
};
const JAPANESE = /[\u3040-\u30FF\u4E00-\u9FFF]/;

function isUsable({ file, cause, remedy }: Problem): boolean {
  return file !== '' && JAPANESE.test(cause) && JAPANESE.test(remedy);
}

/** Losses of a few numbers are everyday work; then the flag owner is told which cases they are of. */
test.each(['join', 'yokushi', 'renkei'] as const)(
  'a damaged file of the kind %s is refused, or says the same, or the case that loses is named',
  async (kind) => {
    const feed = openKakuuFeed();
    unwrap(await feed.build({ moushide: MOUSHIDE, ...FILES }));
    const wrong: string[] = [];
    for (const { name, content } of damageBytes(FILES[kind])) {
      const options = feed.write({ moushide: MOUSHIDE, ...FILES, [kind]: content });
      const found = await diffFeed(options);
      const problems = found.ok ? found.value.refusals : found.problems;
      const isSame =
        found.ok && Object.values(found.value.identifierCounts).every((count) => count === 0);
      const isNamed = found.ok && found.value.cautions.some((c) => c.code === 'identifier-lost');
      const isRefused = problems.length > 0 && problems.every(isUsable);
      if (!isRefused && !isSame && !isNamed) wrong.push(name);
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);
