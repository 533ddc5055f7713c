import { beforeEach, describe, expect, test } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FlagKeeper, makeFlagKeeper } from '../../utils/background/flag-keeper.ts';
import { utf8 } from '../../utils/domain/bytes.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { parsePollPlan } from '../../utils/domain/poll-plan.ts';
import { fail } from '../../utils/domain/result.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { localCell, sessionCell } from '../../utils/storage/storage-cell.ts';
import { atena, buildSnapshot, NOW, SECRET, serveFiles } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { configTarget, flagsTarget } from '../support/feed-targets.ts';
import { sha256 } from '../support/tuf-repository.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FLAGGED = atena('000000000000101');
const OTHER = atena('000000000000102');
const K = Buffer.from(SECRET).toString('base64');

beforeEach(() => fakeBrowser.reset());

type Options = {
  readonly nowMs?: number;
  readonly retryAfterMs?: number;
  readonly random?: number;
};

/** A worker on this PC; each call is one life of it. */
async function wake(scene: Scene, options: Options = {}): Promise<FlagKeeper> {
  const { retryAfterMs, nowMs = NOW } = options;
  const keeper = makeFlagKeeper({
    now: () => nowMs,
    policyStore: openPolicyStore(),
    flagStore: scene.store,
    configCopy: localCell('configCopy', (value) => (typeof value === 'string' ? value : undefined)),
    fetchBytes:
      retryAfterMs === undefined
        ? serveFiles(scene.repository.files, scene.asked)
        : async () => ({ ...fail('feed-unreachable' as const), retryAfterMs }),
    pollCell: sessionCell('pollPlan', parsePollPlan),
    random: () => options.random ?? 0.5,
  });
  await keeper.reload(0);
  return keeper;
}

async function setPolicy(policy: Policy): Promise<void> {
  await browser.storage.managed.set({ ...policy });
}

function withKeys(scene: Scene, ...epochs: readonly string[]): Policy {
  return { ...scene.policy, feedSecrets: epochs.map((id) => ({ id, k: K })) };
}

async function openPc(client: 'fresh' | 'current', ...keys: readonly string[]): Promise<Scene> {
  const scene = await openScene(client);
  await setPolicy(withKeys(scene, ...keys));
  return scene;
}

async function verdicts(keeper: FlagKeeper): Promise<readonly string[]> {
  const found = await keeper.source([]).lookUp([FLAGGED, OTHER]);
  return found.map(({ verdict }) =>
    verdict.status === 'unknown' ? verdict.reason : verdict.status,
  );
}

describe('the time of the next contact', () => {
  test('is unknown without a policy', async () => {
    const scene = await openScene('fresh');
    expect((await wake(scene)).timeToSync()).toBeUndefined();
  });

  test('is now for an empty cache', async () => {
    expect((await wake(await openPc('fresh', 'e1'))).timeToSync()).toBe(0);
  });

  test('is now for a cache that cannot say clear any more', async () => {
    const keeper = await wake(await openPc('current', 'e1'), { nowMs: NOW + 2 * DAY_MS });
    expect(keeper.timeToSync()).toBe(0);
  });

  test('is spread over a minute for a cache that can', async () => {
    const keeper = await wake(await openPc('current', 'e1'), { random: 0.25 });
    expect(keeper.timeToSync()).toBe(15_000);
  });

  test('comes after the interval of the policy and outlives the worker', async () => {
    const scene = await openPc('current', 'e1');
    const first = await wake(scene);
    await first.sync();
    expect(first.timeToSync()).toBe(5 * MINUTE_MS);
    const second = await wake(scene, { nowMs: NOW + MINUTE_MS });
    expect(second.timeToSync()).toBe(4 * MINUTE_MS);
  });

  test('is now when the cache was lost since it was planned', async () => {
    const scene = await openPc('current', 'e1');
    await (await wake(scene)).sync();
    await scene.store.purge();
    expect((await wake(scene)).timeToSync()).toBe(0);
  });

  test('is put off by a host that asks for patience and by failures', async () => {
    const scene = await openPc('current', 'e1');
    const keeper = await wake(scene, { retryAfterMs: 20 * MINUTE_MS, random: 0 });
    await keeper.sync();
    expect(keeper.timeToSync()).toBe(20 * MINUTE_MS);
    const hasty = await wake(scene, { retryAfterMs: 0 });
    await hasty.sync();
    await hasty.sync();
    expect(hasty.timeToSync()).toBe(20 * MINUTE_MS);
  });

  test('is put off by the wish that the publisher signed', async () => {
    const scene = await openPc('current', 'e1');
    const flags = await buildSnapshot({ version: 2 });
    const config = configTarget(flags, { minWaitMinutes: 30 });
    scene.repository.publish([await flagsTarget(flags), config]);
    const keeper = await wake(scene, { random: 0 });
    await keeper.sync();
    expect(keeper.timeToSync()).toBe(30 * MINUTE_MS);
    const cutOff = await wake(scene, { retryAfterMs: 0, random: 0 });
    await cutOff.sync();
    expect(cutOff.timeToSync()).toBe(30 * MINUTE_MS);
  });
});

describe('waiting for the key of a new epoch', () => {
  async function changeOver(scene: Scene): Promise<void> {
    const old = await buildSnapshot({ version: 2, flagged: [FLAGGED] });
    const next = await buildSnapshot({ version: 2, flagged: [FLAGGED], epochId: 'e2' });
    const beside = await flagsTarget(old, { folder: 'epochs/e1/' });
    scene.repository.publish([await flagsTarget(next), beside, configTarget(next)]);
  }

  test('shows while the old epoch, still published, answers in full', async () => {
    const scene = await openPc('current', 'e1');
    await changeOver(scene);
    const keeper = await wake(scene);
    await keeper.sync();
    expect(keeper.attempt()).toMatchObject({ code: 'key-missing', detail: 'epoch e2' });
    expect(await verdicts(keeper)).toEqual(['flagged', 'clear']);
    expect(keeper.source([]).doubts).toEqual([]);
  });

  test('is over when the key has come', async () => {
    const scene = await openPc('current', 'e1');
    await changeOver(scene);
    await (await wake(scene)).sync();
    await setPolicy(withKeys(scene, 'e1', 'e2'));
    const keeper = await wake(scene);
    await keeper.sync();
    expect(keeper.attempt()).toEqual({ atMs: NOW });
    expect(await verdicts(keeper)).toEqual(['flagged', 'clear']);
  });

  test('leaves the flags of an epoch that is not published any more, clear as long as fresh', async () => {
    const scene = await openPc('current', 'e1');
    await scene.publish({ epochId: 'e2', version: 2 });
    const keeper = await wake(scene);
    await keeper.sync();
    expect(keeper.attempt()).toMatchObject({ code: 'key-missing' });
    expect(await verdicts(keeper)).toEqual(['flagged', 'clear']);
    const nextDay = await wake(scene, { nowMs: NOW + DAY_MS });
    await nextDay.sync();
    expect(await verdicts(nextDay)).toEqual(['flagged', 'cache-stale']);
  });

  test('does not make the polls rarer', async () => {
    const scene = await openPc('current', 'e1');
    await scene.publish({ epochId: 'e2', version: 2 });
    const keeper = await wake(scene);
    await keeper.sync();
    await keeper.sync();
    await keeper.sync();
    expect(keeper.timeToSync()).toBe(5 * MINUTE_MS);
  });

  test('a PC without the key of its cache cannot tell anything', async () => {
    const keeper = await wake(await openPc('current', 'e7'));
    expect(await verdicts(keeper)).toEqual(['key-missing', 'key-missing']);
  });

  test.each([
    [NOW + 1, ['flagged', 'clear']],
    [NOW, ['key-missing', 'key-missing']],
    [NOW - 1, ['key-missing', 'key-missing']],
  ])(
    'a key is used up to its last moment, here %d, and not in it',
    async (notAfterMs, expected) => {
      const scene = await openScene('current');
      await setPolicy({ ...scene.policy, feedSecrets: [{ id: 'e1', k: K, notAfterMs }] });
      expect(await verdicts(await wake(scene))).toEqual(expected);
    },
  );
});

describe('a configuration that does not parse', () => {
  /** The cache as an older, more lenient version of the extension may have left it. */
  async function withStoredConfig(text: string): Promise<Scene> {
    const scene = await openPc('current', 'e1');
    const kept = await scene.store.readTrust();
    const head = await scene.head();
    if (!kept.ok || !head) throw new Error('a cache expected');
    const { root, timestamp, snapshot, targets } = kept.value;
    if (!root || !timestamp || !snapshot || !targets) throw new Error('metadata expected');
    const config = utf8(text);
    await scene.store.commit({
      basedOn: head.generation,
      head: { ...head, configHash: sha256(config) },
      files: { root, timestamp, snapshot, targets },
      config,
    });
    return scene;
  }
  const BROKEN = ['', 'null', '{"version":2}', '{"version":1,"profiles":1}', '{', '\ud800'];

  test.each(BROKEN)('in the cache (%j) leaves the flags and nothing clear', async (text) => {
    const keeper = await wake(await withStoredConfig(text));
    expect(keeper.source([]).doubts).toEqual(['cache-corrupt']);
    expect(await verdicts(keeper)).toEqual(['flagged', 'cache-corrupt']);
    expect(keeper.source([]).config).toBeUndefined();
  });

  test('in the cache leaves the last one that did, so that pages stay watched', async () => {
    const scene = await withStoredConfig('{}');
    await browser.storage.local.set({ configCopy: new TextDecoder().decode(await goodConfig()) });
    const keeper = await wake(scene);
    expect(keeper.source([]).config).toMatchObject({ locality: { city: '架空市' } });
    expect(keeper.source([]).doubts).toEqual(['cache-corrupt']);
  });

  test.each(BROKEN)('in the second copy (%j) is cannot tell for a lost cache', async (text) => {
    const scene = await openPc('current', 'e1');
    await scene.store.purge();
    await browser.storage.local.set({ configCopy: text });
    const keeper = await wake(scene);
    expect(keeper.source([])).toMatchObject({ config: undefined, doubts: ['cache-empty'] });
    expect(await verdicts(keeper)).toEqual(['cache-empty', 'cache-empty']);
  });

  test('in the second copy is replaced by the one in a whole cache', async () => {
    const scene = await openPc('current', 'e1');
    await browser.storage.local.set({ configCopy: '{' });
    expect((await wake(scene)).source([]).doubts).toEqual([]);
    await scene.store.purge();
    expect((await wake(scene)).source([]).config).toBeDefined();
  });

  async function goodConfig() {
    return configTarget(await buildSnapshot()).bytes;
  }
});
