import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type FlagData, loadFlagData, sourceOf } from '../../utils/background/flag-data.ts';
import type { PolicyState } from '../../utils/background/policy-loader.ts';
import type { FailureCode } from '../../utils/domain/failure.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { withoutSecrets } from '../../utils/domain/policy.ts';
import { localCell } from '../../utils/storage/storage-cell.ts';
import { atena, NOW } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';

const DAY_MS = 24 * 60 * 60_000;
const FLAGGED = atena('000000000000101');
const OTHER = atena('000000000000102');

beforeEach(() => fakeBrowser.reset());

function ready(policy: Policy): PolicyState {
  return { status: 'ready', policy };
}

function load(scene: Scene, policy: PolicyState): Promise<FlagData> {
  const configCopy = localCell('copy', (value) => (typeof value === 'string' ? value : undefined));
  return loadFlagData({ store: scene.store, configCopy, policy, nowMs: NOW });
}

type Moment = {
  readonly policy: PolicyState;
  readonly nowMs?: number;
  readonly faults?: readonly FailureCode[];
};

async function judge(scene: Scene, moment: Moment) {
  const { policy, nowMs = NOW, faults = [] } = moment;
  const source = sourceOf({ data: await load(scene, policy), policy, nowMs, faults });
  const found = await source.lookUp([FLAGGED, OTHER]);
  const words = found.map(({ verdict }) =>
    verdict.status === 'unknown' ? verdict.reason : verdict.status,
  );
  return { doubts: source.doubts, words, dataAgeMs: source.dataAgeMs };
}

test('fresh flags tell flagged from clear', async () => {
  const scene = await openScene('current');
  expect(await judge(scene, { policy: ready(scene.policy), nowMs: NOW + 5_000 })).toEqual({
    doubts: [],
    words: ['flagged', 'clear'],
    dataAgeMs: 5_000,
  });
});

describe('the absence of a flag means nothing', () => {
  test('when the data is too old, and the flags stand', async () => {
    const scene = await openScene('current');
    const late = await judge(scene, { policy: ready(scene.policy), nowMs: NOW + 2 * DAY_MS });
    expect(late).toMatchObject({ doubts: ['cache-stale'], words: ['flagged', 'cache-stale'] });
  });

  test('when the browser refuses our rules, and the flags stand', async () => {
    const scene = await openScene('current');
    const faulty = await judge(scene, { policy: ready(scene.policy), faults: ['rules-refused'] });
    expect(faulty).toMatchObject({
      doubts: ['rules-refused'],
      words: ['flagged', 'rules-refused'],
    });
  });

  test('when the policy names another feed', async () => {
    const scene = await openScene('current');
    const policy = ready({ ...scene.policy, feedId: 'another-feed' });
    expect((await judge(scene, { policy })).doubts).toEqual(['feed-foreign']);
  });

  test('when there is no key', async () => {
    const scene = await openScene('current');
    const keyless = { policy: ready({ ...scene.policy, feedSecrets: [] }) };
    expect(await judge(scene, keyless)).toMatchObject({ words: ['key-missing', 'key-missing'] });
  });

  test('when there is no data', async () => {
    const scene = await openScene('fresh');
    const nothing = await judge(scene, { policy: ready(scene.policy) });
    expect(nothing).toMatchObject({ words: ['cache-empty', 'cache-empty'], dataAgeMs: undefined });
  });

  test('when there is no policy, whatever an earlier session knew', async () => {
    const scene = await openScene('current');
    const lastKnown = withoutSecrets(scene.policy);
    const blind = await judge(scene, { policy: { status: 'policy-missing', lastKnown } });
    expect(blind).toMatchObject({ words: ['policy-missing', 'policy-missing'] });
  });
});

test('a lost cache keeps the pages watched by the last configuration', async () => {
  const scene = await openScene('current');
  const before = await load(scene, ready(scene.policy));
  await scene.store.purge();
  const after = await load(scene, ready(scene.policy));
  expect(after.feed.ok).toBe(false);
  expect(after.config).toEqual(before.config);
  expect(after.config).toBeDefined();
});
