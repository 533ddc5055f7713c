import { expect, test } from 'vitest';
import type { FetchRequest } from '../../utils/background/fetch-bytes.ts';
import { openDownload } from '../../utils/background/open-download.ts';
import { fail, ok } from '../../utils/domain/result.ts';

const FEED_URL = 'http://feed.kakuu.example/matta/';
const MIB = 1024 * 1024;

test('a file is asked for below the feed, with its limit and 30 seconds', async () => {
  const asked: FetchRequest[] = [];
  const download = openDownload(async (request) => {
    asked.push(request);
    return ok(new Uint8Array(3));
  }, FEED_URL);
  await download('targets/ab.flags.bin', 300);
  expect(asked).toEqual([
    { url: `${FEED_URL}targets/ab.flags.bin`, maxBytes: 300, timeoutMs: 30_000 },
  ]);
});

test('more than was asked for is refused, whoever sends it', async () => {
  const download = openDownload(async () => ok(new Uint8Array(4)), FEED_URL);
  expect(await download('timestamp.json', 3)).toMatchObject({ code: 'feed-too-large' });
});

test('the run as a whole reads at most 64 MB, failed files counted in full', async () => {
  const download = openDownload(async () => fail('feed-unreachable'), FEED_URL);
  expect(await download('a', 40 * MIB)).toMatchObject({ code: 'feed-unreachable' });
  expect(await download('b', 40 * MIB)).toMatchObject({ code: 'feed-too-large' });
  expect(await download('c', 24 * MIB)).toMatchObject({ code: 'feed-unreachable' });
});
