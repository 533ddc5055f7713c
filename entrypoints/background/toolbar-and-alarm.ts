import browser from 'webextension-polyfill';
import type { FailureCode } from '../../utils/domain/failure.ts';

const TICK_ALARM = 'tick';
const SYNC_ALARM = 'sync';
const MINUTE_MS = 60_000;

/** Shows on the toolbar that look-ups cannot be trusted; the pop-up says why. */
export async function showBadge(doubts: readonly FailureCode[]): Promise<void> {
  await browser.action.setBadgeText({ text: doubts.length > 0 ? '?' : '' });
  await browser.action.setBadgeBackgroundColor({ color: '#b45f06' });
}

/**
 * Keeps one alarm with the wanted period. It is only created when it is missing or differs: an alarm
 * that every wake-up creates anew would never fire (PEERS.md lesson 16).
 */
export async function setTickPeriod(periodMs: number): Promise<void> {
  const periodInMinutes = periodMs / MINUTE_MS;
  const present = await browser.alarms.get(TICK_ALARM);
  if (present?.periodInMinutes === periodInMinutes) return;
  await browser.alarms.create(TICK_ALARM, { periodInMinutes });
}

/** Wakes the worker once at a moment between two ticks. Setting it again does not postpone it. */
export async function setSyncTime(atMs: number): Promise<void> {
  await browser.alarms.create(SYNC_ALARM, { when: atMs });
}
