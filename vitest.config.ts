import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { HAS_OWN_POLICIES } from './tests/support/policy-place.ts';

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/**
 * unit: pure code, storage and use cases in Node with fake-browser and fake-indexeddb.
 * dom: page code and components in happy-dom. e2e: the built extension in real Chromium.
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
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // Two cores: a test that waits leaves its core to the other.
          fileParallelism: HAS_OWN_POLICIES,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
