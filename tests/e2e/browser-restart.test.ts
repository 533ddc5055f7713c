import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openNetworkSite } from '../support/hostile-network.ts';
import { openInstalledScene } from '../support/open-installed-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * A browser that starts with a page of a business system as its first thing: the page's first line is
 * there before the worker. Rules of the session went with the old browser; those on disk stand.
 */
const STARTS = 5;
/** The worker is up and the page has been read by then. */
const STAY_MS = 4_000;
const { A } = cast.K1;

test('the first line of the first page of a browser sends nothing', async () => {
  const { site, profile } = await openNetworkSite();
  const scene = await openInstalledScene({ addedProfiles: [profile] });
  const first = `/first/${A.atena}`;
  const starts: readonly string[][] = Array.from({ length: STARTS }, () => []);
  for (const paths of starts) {
    site.hits.length = 0;
    const browser = await scene.restartAt(`${site.url('net')}${first.slice(1)}`);
    await waitUntil(async () => site.hits.some(({ path }) => path === first), 'the page');
    await sleep(STAY_MS);
    paths.push(...site.hits.map(({ path }) => path));
    await browser.end();
  }
  const through = starts.flat().filter((path) => path.startsWith('/guarded/'));
  process.stdout.write(`browser started ${STARTS} times, through: ${through.length}\n`);
  expect(through).toEqual([]);
  await scene.close();
  await site.close();
}, 180_000);
