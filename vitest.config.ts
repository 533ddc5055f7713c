import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { HAS_OWN_POLICIES } from './tests/support/policy-place.ts';

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/**
 * A copy of the extension goes and the next one comes: beside other browsers on two cores the browser
 * now and then leaves the new copy without a worker.
 */
const COPIES = [
  'tests/e2e/extension-reload.test.ts',
  'tests/e2e/extension-update.test.ts',
  'tests/e2e/orphan.test.ts',
  'tests/e2e/revival.test.ts',
];
const inBrowser = { testTimeout: 120_000, hookTimeout: 180_000 } as const;

/**
 * unit: pure code, storage and use cases in Node with fake-browser and fake-indexeddb.
 * dom: page code and components in happy-dom. e2e: the built extension in real Chromium;
 * e2e-copies: the same, one file after the other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: [
            'tests/{domain,messaging,storage,background,publisher,demo,tooling}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        oxc: jsx,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/{page,components}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...inBrowser,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: COPIES,
          // Two cores: a test that waits leaves its core to the other.
          fileParallelism: HAS_OWN_POLICIES,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...inBrowser,
          name: 'e2e-copies',
          include: COPIES,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
