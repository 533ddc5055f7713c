import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleInPage } from '../bench/bundle-in-page.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import type { FollowResult } from '../support/follow-in-page.ts';

/** Another seed by hand: `MATTA_SEED=7 npx vitest run tests/e2e/follow-changes.test.ts`. */
const SEED = Number(process.env.MATTA_SEED ?? 1);
const PAGES = Number(process.env.MATTA_PAGES ?? 300);

let browser: TestBrowser;

beforeAll(async () => {
  browser = await launchBrowser({ extensionDir: null });
});
afterAll(() => browser?.close());

test('a page that was followed change by change is known as one that is read anew', async () => {
  const page = await browser.context.newPage();
  await page.setContent('<!doctype html><meta charset="utf-8"><body>');
  await page.addScriptTag({ content: await bundleInPage('../support/follow-in-page.ts') });
  const result = await page.evaluate<FollowResult>(`mattaFollow(${SEED}, ${PAGES})`);
  expect(result.failure).toBeUndefined();
  expect(result.checks).toBe(PAGES * 6);
});
