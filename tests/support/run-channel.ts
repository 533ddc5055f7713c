import type { Page } from 'playwright-core';
import type { Channel } from '../fixtures/hostile/network-channels.ts';

/** Where a page sends from. A new tab sends before anybody has read what it shows. */
export const PLACES = ['same tab', 'new tab', 'worker', 'pop-up'] as const;
export type Place = (typeof PLACES)[number];

/** True where the platform has the channel. */
export function isThere({ notIn = [] }: Channel, place: Place): boolean {
  return place !== 'worker' && place !== 'pop-up' ? true : !notIn.includes(place);
}

/** Sends by one channel, from the page, a worker of it, or a window that it opens. */
export async function runChannel(
  page: Page,
  { run }: Channel,
  { place, url }: { readonly place: Place; readonly url: string },
): Promise<void> {
  if (place === 'worker') {
    await page.evaluate(
      (source) => void new Worker(URL.createObjectURL(new Blob([source]))),
      `const win=undefined;const url=${JSON.stringify(url)};${run}`,
    );
    return;
  }
  const target = place === 'pop-up' ? "window.open('')" : 'window';
  await page.evaluate(`(()=>{const url=${JSON.stringify(url)};const win=${target};${run}})()`);
}
