import { expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { serveReadAhead } from '../fixtures/read-ahead/serve-read-ahead.ts';
import { openInstalledScene } from '../support/open-installed-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * A page that the browser reads ahead runs before anybody sees it, behind the page that stands. Nobody
 * drives this browser while it does: one that is driven reads nothing ahead.
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
    const browser = await scene.restartAt(`${site.url('net')}start/${Z.atena}/${atena}`);
    const isOver = () => site.said.some((text) => text.startsWith('after='));
    await waitUntil(isOver, 'the page to be opened and read', 60_000);
    const paths = site.hits.map(({ path }) => path);
    runs.push({
      said: [...site.said],
      through: paths.filter((path) => path.includes('/guarded/')),
    });
    await browser.end();
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

/** Looks at a page that was read ahead, by a debugger that is attached once it stands. */
async function lookAtStanding(atena: string) {
  const site = await serveReadAhead();
  const scene = await openInstalledScene({ addedProfiles: [site.profile] });
  const browser = await scene.restartAt(`${site.url('net')}start/${Z.atena}/${atena}/quiet`);
  await waitUntil(() => site.said.includes('stands'), 'the page to be opened', 60_000);
  const driven = await browser.attach();
  const pages = driven.contexts().flatMap((context) => context.pages());
  const page = pages.find((one) => one.url().includes('/quiet/'));
  if (!page) throw new Error('expected the page that was read ahead');
  const hasBand = async () => (await readBanner(page)) !== '';
  await waitUntil(hasBand, 'the band', BAND_MS).catch(() => undefined);
  const seen = {
    said: [...site.said],
    band: await readBanner(page),
    paper: await printToText(page),
  };
  await driven.close();
  await browser.end();
  await scene.close();
  await site.close();
  return seen;
}

/** A band that is told comes at once; this is for one that is not to come at all. */
const BAND_MS = 3_000;

test('the band of a flagged record that was read ahead is there when it stands', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { said, band, paper } = await lookAtStanding(A.atena);
  expect(said).toContain('begun=ahead');
  expect(band).toContain('この方の情報は取扱いに注意が必要です');
  expect(paper).not.toContain(A.atena);
});

test('nothing is over a clear one', { timeout: TIMEOUT_MS }, async () => {
  const { said, band, paper } = await lookAtStanding(Z.atena);
  expect(said).toContain('begun=ahead');
  expect(band).toBe('');
  expect(paper).toContain(Z.atena);
});
