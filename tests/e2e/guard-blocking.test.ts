import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { type NetworkScene, openNetworkScene } from '../support/hostile-network.ts';
import { findQuestion } from '../support/open-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * An extension that policy installs may stop requests by itself (`webRequestBlocking`): a second layer
 * behind the rules, for the moments in which these are still being changed.
 */
const ROUNDS = 10;

let network: NetworkScene;
beforeAll(async () => {
  network = await openNetworkScene({ isInstalled: true });
});
afterAll(() => network?.close());
beforeEach(() => {
  network.site.hits.length = 0;
});

function guardedHits(): readonly string[] {
  return network.site.hits.map(({ path }) => path).filter((path) => path.startsWith('/guarded/'));
}

/** Runs in the page: what became of requests that are sent in one breath. */
function sendAll(paths: readonly string[]): Promise<readonly boolean[]> {
  const send = (path: string) =>
    fetch(path, { method: 'POST' }).then(
      () => true,
      () => false,
    );
  return Promise.all(paths.map(send));
}

test('an answer lets one of two requests through that are sent in one breath', async () => {
  const page = await network.openRecord(true);
  const counts: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const isLocked = async () => !(await page.evaluate(sendAll, ['/guarded/x'])).includes(true);
    await waitUntil(isLocked, 'the lock');
    network.site.hits.length = 0;
    await findQuestion(page);
    await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
    const paths = ['/guarded/a', '/guarded/b', '/guarded/c'];
    const isReleased = async () => (await page.evaluate(sendAll, paths)).includes(true);
    await waitUntil(isReleased, 'the release');
    counts.push(guardedHits().length);
  }
  process.stdout.write(`through on one answer, policy install: ${counts.join(' ')}\n`);
  expect(counts).toEqual(counts.map(() => 1));
  await page.close();
});

test('stops what the rules would let go, and nothing else', async () => {
  const locked = await network.openRecord(true);
  const clear = await network.openClean();
  await waitUntil(async () => (await clear.evaluate(sendAll, ['/guarded/x']))[0] === true, 'clear');
  network.site.hits.length = 0;
  const worker = await network.scene.browser.serviceWorker();
  await worker.evaluate(dropRules);
  const paths = ['/guarded/locked', '/open/locked'];
  expect(await locked.evaluate(sendAll, paths)).toEqual([false, true]);
  expect(await clear.evaluate(sendAll, ['/guarded/clear'])).toEqual([true]);
  expect(guardedHits()).toEqual(['/guarded/clear']);
  await Promise.all([locked.close(), clear.close()]);
});

/** Runs in the worker: leaves the second layer alone. */
async function dropRules(): Promise<void> {
  const { declarativeNetRequest } = Reflect.get(globalThis, 'chrome');
  const idsOf = (rules: readonly { id: number }[]) => ({
    removeRuleIds: rules.map(({ id }) => id),
  });
  await declarativeNetRequest.updateSessionRules(
    idsOf(await declarativeNetRequest.getSessionRules()),
  );
  await declarativeNetRequest.updateDynamicRules(
    idsOf(await declarativeNetRequest.getDynamicRules()),
  );
}

test.each(['awake', 'asleep'])(
  'a page whose policy lets nobody wait sends nothing in its first line, worker %s',
  async (state) => {
    const page = await network.openClean();
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.goto(network.url(`record/${cast.clean.Z.atena}`));
      const sends = async () => (await page.evaluate(sendAll, ['/guarded/clear']))[0] === true;
      await waitUntil(sends, 'the clear tab to send');
      if (state === 'asleep') await network.scene.browser.killServiceWorker();
      await page.goto(network.url(`first-unwaiting/${cast.K1.A.atena}`));
      await page.waitForTimeout(50);
    }
    const through = guardedHits().filter((path) => path.includes('first-'));
    process.stdout.write(`no synchronous request, ${state}: ${through.length} through\n`);
    expect(through).toEqual([]);
    await page.close();
  },
);

// A worker that is killed while it starts now and then takes the debugger long to end; what the request
// waited is printed.
test('a worker that sleeps or is killed keeps no request waiting', {
  timeout: 300_000,
}, async () => {
  const page = await network.openRecord(true);
  const { browser } = network.scene;
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await browser.killServiceWorker();
    const sent = timeSend(page);
    // Every second one is killed again while it starts, with the request in its hands.
    if (round % 2 === 1) {
      await page.waitForTimeout(round * 3);
      await browser.killServiceWorker();
    }
    waits.push(await sent);
  }
  process.stdout.write(`request with the worker dead: ${waits.map(Math.round).join(' ')} ms\n`);
  await network.scene.readStatus();
  expect(await page.evaluate(sendAll, ['/guarded/after'])).toEqual([false]);
});

/** Runs a request beside the guarded ones. */
function timeSend(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const startedAt = performance.now();
    await fetch('/open/a', { method: 'POST' });
    return performance.now() - startedAt;
  });
}
