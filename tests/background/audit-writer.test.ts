import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { AuditUnwritable } from '../../utils/background/audit-unwritable.ts';
import { type AuditWriter, makeAuditWriter } from '../../utils/background/audit-writer.ts';
import { makeFlagKeeper } from '../../utils/background/flag-keeper.ts';
import { parsePollPlan } from '../../utils/domain/poll-plan.ts';
import { openAuditStore } from '../../utils/storage/audit-store.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { localCell, sessionCell } from '../../utils/storage/storage-cell.ts';
import { FEED_ID, NOW, serveFiles } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';

let opened = 0;
let isDiskFull = false;

beforeEach(() => {
  fakeBrowser.reset();
  isDiskFull = false;
});

async function openWriter(scene: Scene): Promise<AuditWriter> {
  const name = `writer-audit-${++opened}`;
  const now = () => NOW + 90_000;
  const keeper = makeFlagKeeper({
    now,
    policyStore: openPolicyStore(),
    flagStore: scene.store,
    configCopy: localCell('configCopy', (value) => (typeof value === 'string' ? value : undefined)),
    fetchBytes: serveFiles(scene.repository.files),
    pollCell: sessionCell('pollPlan', parsePollPlan),
    random: () => 0.5,
  });
  await keeper.reload(0);
  return makeAuditWriter({
    keeper,
    now,
    appVersion: '0.1.0',
    async openAudit() {
      if (isDiskFull) throw new DOMException('no room', 'QuotaExceededError');
      return openAuditStore({ now, randomId: () => crypto.randomUUID() }, name);
    },
  });
}

describe('a record', () => {
  test('carries who, where and how old the data was', async () => {
    const scene = await openScene('current');
    const labels = { deviceLabel: 'PC-0042', operatorLabel: '100234', department: '税務課' };
    await browser.storage.managed.set({ ...scene.policy, ...labels });
    const writer = await openWriter(scene);
    await writer.append({ type: 'shown' });
    const [record] = await (await writer.store()).readLatest(1);
    expect(record).toMatchObject({
      device: 'PC-0042',
      operator: '100234',
      department: '税務課',
      feedId: FEED_ID,
      feedVersion: 1,
      dataAgeMs: 90_000,
      appVersion: '0.1.0',
    });
  });

  test('is written on a PC that has neither policy nor flags', async () => {
    const writer = await openWriter(await openScene('fresh'));
    await writer.append({ type: 'outage', failures: ['policy-missing'] });
    const [record] = await (await writer.store()).readLatest(1);
    expect(record).toMatchObject({ type: 'outage', operator: '', feedId: '' });
    expect(record).not.toHaveProperty('dataAgeMs');
  });
});

describe('a record that cannot be written', () => {
  test('is told to whoever wrote it, and the next one tries again', async () => {
    const writer = await openWriter(await openScene('fresh'));
    isDiskFull = true;
    await expect(writer.append({ type: 'shown' })).rejects.toThrow(AuditUnwritable);
    expect(writer.isWritable()).toBe(false);

    isDiskFull = false;
    await writer.append({ type: 'shown' });
    expect(writer.isWritable()).toBe(true);
    expect(await (await writer.store()).count()).toBe(1);
  });
});
