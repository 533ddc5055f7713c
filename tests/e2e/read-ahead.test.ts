import { expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { serveReadAhead } from '../fixtures/read-ahead/serve-read-ahead.ts';
import { openInstalledScene } from '../support/open-installed-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * A page that the browser reads ahead runs before anybody sees it, behind the page that stands. Nobody
 * drives this browser: one that is driven reads nothing ahead.
 */
const { A } = cast.K1;
const { Z } = cast.clean;
const TIMEOUT_MS = 180_000;

async function readAhead(records: readonly string[], browserPolicy = {}) {
  const site = await serveReadAhead();
  const scene = await openInstalledScene({ addedProfiles: [site.profile] }, { browserPolicy });
  const runs: { readonly said: readonly string[]; readonly through: readonly string[] }[] = [];
  for (const atena of records) {
    site.clear();
    site.hits.length = 0;
    const end = await scene.restartAt(`${site.url('net')}start/${Z.atena}/${atena}`);
    const isOver = () => site.said.some((text) => text.startsWith('after='));
    await waitUntil(isOver, 'the page to be opened and read', 60_000);
    const paths = site.hits.map(({ path }) => path);
    runs.push({
      said: [...site.said],
      through: paths.filter((path) => path.includes('/guarded/')),
    });
    await end();
  }
  await scene.close();
  await site.close();
  return runs;
}

test('a flagged record that is read ahead sends nothing, and is guarded when it stands', {
  timeout: TIMEOUT_MS,
}, async () => {
  const [flagged, clear] = await readAhead([A.atena, Z.atena]);
  expect(flagged?.said).toEqual([
    'begun=ahead',
    'first=stopped',
    'ahead=stopped',
    'band=true',
    'after=stopped',
  ]);
  expect(flagged?.through).toEqual([]);
  expect(clear?.said).toContain('begun=ahead');
  expect(clear?.said.at(-1)).toBe('after=through');
});

test('nothing is read ahead where the policy says so', { timeout: TIMEOUT_MS }, async () => {
  const [flagged] = await readAhead([A.atena], { NetworkPredictionOptions: 2 });
  expect(flagged?.said).toEqual(['begun=here', 'first=stopped', 'band=true', 'after=stopped']);
  expect(flagged?.through).toEqual([]);
});
