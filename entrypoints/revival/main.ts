import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { call } from '../../utils/messaging/call.ts';

/** A worker that starts answers within this time, also on a busy PC. */
const PATIENCE_MS = 4_000;
const PAUSE_MS = 500;
/** A copy that cannot be helped so is started anew ever more rarely. */
const FIRST_GAP_MS = 5_000;
const LAST_GAP_MS = 600_000;

const LAST = v.fallback(v.object({ atMs: v.number(), gapMs: v.number() }), {
  atMs: 0,
  gapMs: FIRST_GAP_MS,
});

/**
 * Loaded unseen by a guard that an update or a reload has cut off. The browser can lose the worker's
 * registration while it puts a new copy of the extension in place; that copy then guards nothing until
 * it is loaded anew, and no part of it but a page of its own can see to that.
 */
async function revive(): Promise<void> {
  if (await isAnswered(performance.now() + PATIENCE_MS)) return;
  const last = v.parse(LAST, (await browser.storage.local.get('lastRevival')).lastRevival);
  const sinceMs = Math.abs(Date.now() - last.atMs);
  if (sinceMs < last.gapMs) return;
  const gapMs = sinceMs > LAST_GAP_MS ? FIRST_GAP_MS : Math.min(last.gapMs * 2, LAST_GAP_MS);
  await browser.storage.local.set({ lastRevival: { atMs: Date.now(), gapMs } });
  browser.runtime.reload();
  // A frame of the copy that goes gets in the way of the one that comes.
  location.replace('about:blank');
}

async function isAnswered(deadlineMs: number): Promise<boolean> {
  while (performance.now() < deadlineMs) {
    const isReady = await call('awaitReady', {}).then(
      () => true,
      () => false,
    );
    if (isReady) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

revive().catch(reportError);
