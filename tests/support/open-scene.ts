import type { Frame, Page } from 'playwright-core';
import { openTown, type Town, type TownOptions } from '../../demo/open-town.ts';
import type { RecordRow, SystemStatus } from '../../utils/domain/system-status.ts';
import { type LaunchOptions, launchBrowser, type TestBrowser } from './browser.ts';
import { closingSurely } from './close-surely.ts';
import { waitUntil } from './wait-until.ts';

/** A town, a browser with the built extension, and the data taken in: where a replay begins. */
export type Scene = {
  readonly town: Town;
  readonly browser: TestBrowser;
  readonly newPage: (url: string) => Promise<Page>;
  readonly readStatus: () => Promise<SystemStatus>;
  /** The operation record, oldest first. */
  readonly readRecords: () => Promise<readonly RecordRow[]>;
  readonly syncNow: () => Promise<SystemStatus>;
  readonly close: () => Promise<void>;
};

/** Opens a scene and waits until the extension has taken the flags in. */
export async function openScene(
  options: TownOptions = {},
  launch: LaunchOptions = {},
): Promise<Scene> {
  const town = await openTown(options);
  const browser = await launchBrowser({ policy: town.policy, ...launch });
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  return scene;
}

/** A scene over a town and a browser that are open already. */
export async function sceneOf(town: Town, browser: TestBrowser): Promise<Scene> {
  const dashboard = await browser.extensionPage('options.html');
  const ask = <Value>(type: string, input: unknown): Promise<Value> =>
    dashboard.evaluate(sendMessage, { type, input }) as Promise<Value>;
  return {
    town,
    browser,
    async newPage(url) {
      const page = closingSurely(await browser.context.newPage());
      await page.setViewportSize({ width: 1200, height: 800 });
      await page.goto(url);
      return page;
    },
    readStatus: () => ask('readStatus', {}),
    readRecords: async () =>
      (await ask<readonly RecordRow[]>('readRecords', { limit: 1_000 })).toReversed(),
    syncNow: () => ask('syncNow', {}),
    async close() {
      await browser.close();
      await town.close();
    },
  };
}

/** Runs in the options page: the same call that the page itself makes. */
async function sendMessage(message: { type: string; input: unknown }): Promise<unknown> {
  const { runtime } = Reflect.get(globalThis, 'chrome') as {
    runtime: { sendMessage(message: unknown): Promise<{ ok: boolean; value?: unknown }> };
  };
  const reply = await runtime.sendMessage(message);
  if (!reply?.ok) throw new Error(`${message.type}: refused or failed`);
  return reply.value;
}

/** The question frame of a page, as soon as it has something to show. */
export async function findQuestion(page: Page): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().includes('/confirm.html#'));
  // A frame that the page moves about is loaded anew, and may go while it is asked.
  const isDrawn = () =>
    find()
      ?.$('main:not([aria-busy])')
      .then(Boolean, () => false) ?? false;
  await waitUntil(async () => isDrawn(), 'the question');
  const frame = find();
  if (!frame) throw new Error('the question frame is gone');
  return frame;
}

/** True when no question stands in a page. */
export function hasNoQuestion(page: Page): boolean {
  return page.frames().every((frame) => !frame.url().includes('/confirm.html#'));
}
