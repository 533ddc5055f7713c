import type { BrowserContext, Page } from 'playwright-core';
import { BENCH_HOST } from './bench-profile.ts';
import { percentile, roundMs } from './percentile.ts';
import { readDurations } from './read-durations.ts';

type UrlOf = (host: string) => string;

/** Each runs this long; the share of a core is that of the page's main thread. */
const ACTIVITY_MS = 5_000;
const LOAD_MS = 6_000;

/** What a page does while it is looked at; all of it beside a list. */
const ACTIVITIES = {
  idle: '() => undefined',
  clock60: `() => setInterval(() => { clock.textContent = String(performance.now()) }, 16)`,
  message60: `() => setInterval(() => {
    const message = document.createElement('div');
    message.textContent = 'OK';
    document.body.prepend(message);
    setTimeout(() => message.remove(), 100);
  }, 16)`,
  row60: `() => { let at = 0; const rows = document.querySelectorAll('tbody tr');
    setInterval(() => { rows[at++ % rows.length].cells[7].textContent = String(at) }, 16) }`,
  rowsComeAndGo60: `() => { const body = document.querySelector('tbody'); let at = 0;
    setInterval(() => { const row = body.rows[0].cloneNode(true); row.cells[0].textContent = 70000000 + at++;
      body.rows[0].remove(); body.append(row) }, 16) }`,
} as const;

/** On a long list layout outweighs everything else; on a screen of 30 rows the rest is seen. */
const PAGES = ['table-30.html', 'bare.html'] as const;

/** Shares of a core that the page's main thread takes, per activity, in percent. */
export async function benchActivities(context: BrowserContext, urlOf: UrlOf) {
  const shares: Record<string, Record<string, Shares>> = {};
  for (const name of PAGES) {
    const own: Record<string, Shares> = {};
    for (const [activity, start] of Object.entries(ACTIVITIES)) {
      own[activity] = await benchActivity(context, `${urlOf(BENCH_HOST)}${name}`, start);
    }
    shares[name] = own;
  }
  return shares;
}

/** `task` holds layout and paint as well; `script` is the page's scripts and ours alone. */
type Shares = { readonly task: number; readonly script: number };

async function benchActivity(context: BrowserContext, url: string, start: string): Promise<Shares> {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(
    `document.body.prepend(Object.assign(document.createElement('div'), { id: 'clock' }))`,
  );
  await page.waitForTimeout(1_500);
  await page.evaluate(`(${start})()`);
  await page.waitForTimeout(500);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await readDurations(session);
  await page.waitForTimeout(ACTIVITY_MS);
  const after = await readDurations(session);
  await page.close();
  const share = (key: keyof Shares) => roundMs((after[key] - before[key]) / (ACTIVITY_MS / 100));
  return { task: share('task'), script: share('script') };
}

/**
 * Long tasks after the page is there, and the longest wait for a turn, while a page is read. Few turns
 * mean that the page lays itself out for longer than is watched.
 */
export async function benchLoads(context: BrowserContext, urlOf: UrlOf, pages: readonly string[]) {
  const loads = [];
  for (const name of pages) {
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    await page.goto(`${urlOf(BENCH_HOST)}${name}`);
    await page.waitForTimeout(LOAD_MS);
    const seen = await page.evaluate<Seen>('mattaSeen');
    loads.push({ page: name, ...summarise(seen) });
    await page.close();
  }
  return loads;
}

type Seen = { readonly tasks: readonly number[]; readonly gaps: readonly number[] };

/** Tasks over 50 ms that began after the page was parsed; time between two turns of its own. */
const WATCH = `globalThis.mattaSeen = { tasks: [], gaps: [] };
document.addEventListener('DOMContentLoaded', () => setTimeout(() => {
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) mattaSeen.tasks.push(duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    mattaSeen.gaps.push(now - last);
    last = now;
  }, 4);
}, 0));`;

function summarise({ tasks, gaps }: Seen) {
  return {
    turns: gaps.length,
    tasksOver50Ms: tasks.length,
    longestTaskMs: tasks.length > 0 ? roundMs(Math.max(...tasks)) : 0,
    p99TurnMs: roundMs(percentile(gaps, 0.99)),
    longestTurnMs: roundMs(Math.max(...gaps)),
  };
}

/** From an identifier put into the page to the banner over it, in the page's own clock. */
export async function benchBanner(
  page: Page,
  kill: (() => Promise<void>) | undefined,
  runs: number,
) {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await page.evaluate('hideRecord()');
    await page.waitForTimeout(600);
    await kill?.();
    samples.push(await page.evaluate<number>('showRecord()'));
  }
  return {
    runs,
    p50Ms: roundMs(percentile(samples, 0.5)),
    p95Ms: roundMs(percentile(samples, 0.95)),
    maxMs: roundMs(Math.max(...samples)),
  };
}

/** A flagged record on demand; our banner is a popover of `<html>`, which the page can count. */
export function bannerPage(flagged: string): string {
  return `<!doctype html><meta charset="utf-8"><title>記録</title><body><dl id=record></dl><script>
const shown = () => [...document.documentElement.children].some((one) => one.localName.startsWith('m-'));
const until = (state) => new Promise((resolve) => {
  const startedAt = performance.now();
  const look = () => shown() === state ? resolve(performance.now() - startedAt) : setTimeout(look, 1);
  look();
});
const showRecord = () => { record.innerHTML = '<dt>宛名番号</dt><dd>${flagged}</dd>'; return until(true); };
const hideRecord = () => { record.innerHTML = ''; return until(false); };
</script>`;
}
