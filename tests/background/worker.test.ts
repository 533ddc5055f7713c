import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { AuditUnwritable } from '../../utils/background/audit-unwritable.ts';
import { openDocument } from '../../utils/background/open-document.ts';
import { releaseAct } from '../../utils/background/release-act.ts';
import { reportView } from '../../utils/background/report-view.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import type { Worker } from '../../utils/background/worker.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { openWorkerPc } from '../support/open-worker.ts';
import { waitUntil } from '../support/wait-until.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GUARD = {
  tabId: 7,
  frameId: 0,
  documentId: 'D1',
  url: 'http://zeimu.example/',
  origin: 'http://zeimu.example',
  tabUrl: 'http://zeimu.example/',
};

/** What the browser's console would have shown; Node has no `reportError`. */
const bugs: unknown[] = [];

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal('reportError', (error: unknown) => bugs.push(error));
});
afterEach(() => {
  expect(bugs.splice(0)).toEqual([]);
});

async function deliverPolicy({ policy }: Scene): Promise<void> {
  await browser.storage.managed.set({ ...policy });
}

async function states(worker: Worker): Promise<readonly string[]> {
  const records = (await worker.readRecords(1_000)).toReversed();
  return records
    .filter(({ type }) => type === 'outage' || type === 'recovered')
    .map(({ type, reason }) => (reason ? `${type} ${reason}` : type));
}

describe('a PC with policy and flags', () => {
  test('says nothing on the toolbar and nothing on the record', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    const worker = await pc.wake();
    expect(pc.badges.at(-1)).toEqual([]);
    expect(await worker.readRecords(10)).toEqual([]);
    expect(await worker.readStatus()).toMatchObject({ policy: 'ready', recordCount: 1 });
  });

  test('writes an outage once, and once that it is over', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    const worker = await pc.wake();
    pc.passTime(2 * DAY_MS);
    await worker.tick();
    const later = await pc.wake();
    await later.tick();
    await later.sync();
    await later.tick();
    expect(await states(later)).toEqual(['outage cache-stale', 'recovered']);
  });

  test('asks every open tab again when the data is too old, and not at a mere tick', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    pc.cutFeed();
    const worker = await pc.wake();
    await openDocument(worker.ports, GUARD);
    await reportView(worker.ports, GUARD, { candidates: [], contentHash: 'a', doubts: [] });
    const again = () => pc.told.filter(({ guard }) => guard === 'reportAgain');
    await worker.tick();
    expect(again()).toEqual([]);
    pc.passTime(2 * DAY_MS);
    await worker.tick();
    expect(again()).toEqual([{ tabId: GUARD.tabId, guard: 'reportAgain' }]);
  });

  test('cannot tell while the browser refuses the rules', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    pc.refuseRules();
    const worker = await pc.wake();
    expect(worker.ports.source().doubts).toEqual(['rules-refused']);
    expect(pc.badges.at(-1)).toEqual(['rules-refused']);
  });

  test('keeps an intent open while its question stands, and closes it in the next session', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    const { ports } = await pc.wake();
    await openDocument(ports, GUARD);
    const asker = { ...GUARD, isHeld: true };
    const request = { act: 'print', actName: '印刷', subjectLabel: '', contentHash: 'a' } as const;
    expect((await requestAct(ports, asker, request)).outcome).toBe('asked');
    expect((await (await pc.wake()).readRecords(10)).map(({ type }) => type)).toEqual(['intent']);

    await browser.storage.session.clear();
    const [last] = await (await pc.wake()).readRecords(10);
    expect(last).toMatchObject({ type: 'outcome', outcome: 'unknown' });
  });

  test('closes an intent that nobody asks about any more, once', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    const worker = await pc.wake();
    await worker.ports.audit.append({ type: 'intent', requestId: 'r1', act: 'print' });
    await pc.wake();
    const records = await (await pc.wake()).readRecords(10);
    expect(records).toMatchObject([{ type: 'outcome', outcome: 'unknown' }, { type: 'intent' }]);
  });

  describe('a release that a killed worker leaves behind', () => {
    const FIRST_RULE_ID = 1_000_000;

    async function leaveRelease() {
      const scene = await openScene('current');
      await deliverPolicy(scene);
      const pc = openWorkerPc(scene);
      const { ports } = await pc.wake();
      await openDocument(ports, GUARD);
      const asker = { ...GUARD, isHeld: false };
      const request = { act: 'send', actName: '送信', subjectLabel: '', contentHash: 'a' } as const;
      await requestAct(ports, asker, request);
      const [pending] = Object.values(ports.state.get().questions);
      if (!pending) throw new Error('expected a question');
      await releaseAct(ports, pending);
      const pattern = { url: '|http://zeimu.example/send', methods: [], pdfOnly: false };
      await ports.state.update((state) => ({
        ...state,
        releases: Object.fromEntries(
          Object.entries(state.releases).map(([id, one]) => [id, { ...one, patterns: [pattern] }]),
        ),
      }));
      return pc;
    }

    async function lastRecord(worker: Worker) {
      return (await worker.readRecords(1))[0];
    }

    test('goes on while the browser knows of no request that has used it', async () => {
      const pc = await leaveRelease();
      pc.usedRules.push(1, FIRST_RULE_ID + 1);
      const worker = await pc.wake();
      expect(Object.keys(worker.ports.state.get().releases)).toHaveLength(1);
    });

    test('ends when the browser has let a request through by it', async () => {
      const pc = await leaveRelease();
      pc.usedRules.push(FIRST_RULE_ID);
      const worker = await pc.wake();
      expect(worker.ports.state.get().releases).toEqual({});
      expect(await lastRecord(worker)).toMatchObject({ type: 'outcome', outcome: 'done' });
      expect(await lastRecord(await pc.wake())).toMatchObject({ outcome: 'done' });
    });

    test('ends when the browser does not say which rules were met', async () => {
      const pc = await leaveRelease();
      pc.hideUsedRules();
      const worker = await pc.wake();
      expect(worker.ports.state.get().releases).toEqual({});
      expect(await lastRecord(worker)).toMatchObject({ type: 'outcome', outcome: 'unknown' });
    });

    test.each([1, 2, 3, 7])(
      'is closed at once when the memory refuses %i writes, and ends once when it takes them',
      async (times) => {
        const pc = await leaveRelease();
        pc.usedRules.push(FIRST_RULE_ID);
        const plans = pc.rules.length;
        pc.breakMemory(times);
        const worker = await pc.wake();
        expect(bugs.splice(0).map(String)).toContain('QuotaExceededError: no room in memory');
        const ids = pc.rules.slice(plans).flatMap((rules) => rules.map(({ id }) => id));
        expect(ids).not.toContain(FIRST_RULE_ID);
        expect(worker.ports.state.get().releases).toEqual({});
        const types = (await worker.readRecords(10)).map(({ type }) => type);
        expect(types.filter((type) => type === 'outcome')).toHaveLength(1);
        expect((await pc.wake()).ports.state.get().releases).toEqual({});
      },
    );

    test('is closed, and stays so, while the record cannot be written', async () => {
      const pc = await leaveRelease();
      pc.usedRules.push(FIRST_RULE_ID);
      pc.breakAudit();
      const plans = pc.rules.length;
      const worker = await pc.wake();
      const ids = pc.rules.slice(plans).flatMap((rules) => rules.map(({ id }) => id));
      expect(ids).not.toContain(FIRST_RULE_ID);
      expect(Object.values(worker.ports.state.get().releases)).toMatchObject([{ ending: 'done' }]);
    });
  });

  test('keeps counter mode across the death of a worker', async () => {
    const scene = await openScene('current');
    await deliverPolicy(scene);
    const pc = openWorkerPc(scene);
    await (await pc.wake()).setCounterMode(true);
    expect((await (await pc.wake()).readStatus()).counterMode).toBe(true);
  });
});

describe('a PC without policy', () => {
  test('waits, then misses it, and writes so once however often its worker starts', async () => {
    const pc = openWorkerPc(await openScene('fresh'));
    const worker = await pc.wake();
    expect(pc.badges.at(-1)).toEqual(['policy-pending']);
    // The record comes last of what follows from it; the next worker must not write it a second time.
    const isOnRecord = async () => (await states(worker)).includes('outage policy-missing');
    await waitUntil(isOnRecord, 'the policy to be missed');
    pc.passTime(5 * MINUTE_MS);
    const later = await pc.wake();
    await later.tick();
    expect((await later.readStatus()).policy).toBe('policy-missing');
    expect(await states(later)).toEqual(['outage policy-pending', 'outage policy-missing']);
    expect(pc.armed).toEqual([]);
  });

  test('takes a policy that arrives late, and the flags with it', async () => {
    const scene = await openScene('fresh');
    const pc = openWorkerPc(scene);
    const worker = await pc.wake();
    await deliverPolicy(scene);
    await waitUntil(async () => (await worker.readStatus()).feed === 'ready', 'the flags');
    expect(pc.badges.at(-1)).toEqual([]);
    expect((await states(worker)).at(-1)).toBe('recovered');
  });
});

test('a record that cannot be written makes every answer doubtful', async () => {
  const scene = await openScene('current');
  await deliverPolicy(scene);
  const pc = openWorkerPc(scene);
  pc.breakAudit();
  const worker = await pc.wake();
  await expect(worker.ports.audit.append({ type: 'shown' })).rejects.toThrow(AuditUnwritable);
  expect(worker.ports.source().doubts).toEqual(['audit-unwritable']);
  expect((await worker.readStatus()).audit.chain).toBe('unreadable');
});
