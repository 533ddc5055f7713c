import { beforeEach, describe, expect, test } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { localCell, sessionCell } from '../../utils/storage/storage-cell.ts';

const parseText = (value: unknown) => (typeof value === 'string' ? value : undefined);

beforeEach(() => fakeBrowser.reset());

describe.each([
  ['memory', 'session', sessionCell, 'local'],
  ['disk', 'local', localCell, 'session'],
] as const)('a cell in %s', (_title, area, openCell, otherArea) => {
  test('is empty at first and gives back what was written', async () => {
    const cell = openCell('key', parseText);
    expect(await cell.read()).toBeUndefined();
    await cell.write('value');
    expect(await openCell('key', parseText).read()).toBe('value');
    expect(await openCell('other', parseText).read()).toBeUndefined();
  });

  test('counts as empty when something else stands in it', async () => {
    await browser.storage[area].set({ key: { not: 'text' } });
    expect(await openCell('key', parseText).read()).toBeUndefined();
  });

  test('never touches the other area', async () => {
    await openCell('key', parseText).write('value');
    expect(await browser.storage[otherArea].get(null)).toEqual({});
  });
});
