import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import { type Bytes, concatBytes, utf8 } from '../../utils/domain/bytes.ts';
import { type DeltaHeader, encodeDelta } from '../../utils/domain/feed-delta.ts';
import type { Snapshot } from '../../utils/domain/feed-snapshot.ts';
import { fail } from '../../utils/domain/result.ts';
import { targetPath } from '../../utils/domain/trust/target-path.ts';
import { atena, buildSnapshot, NOW, serveFiles } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { configTarget, deltaFile, flagsTarget, makeDelta } from '../support/feed-targets.ts';
import { openMemoryStore } from '../support/open-memory-store.ts';
import { sha256, type TargetInput } from '../support/tuf-repository.ts';

const NUMBERS = Array.from({ length: 12 }, (_, index) => atena(String(100_001 + index)));

beforeEach(() => fakeBrowser.reset());

/** The flags at a version: every version ends one and starts another. */
function flagsAt(version: number): Promise<Snapshot> {
  const flagged = [...NUMBERS.slice(0, 8), NUMBERS[8 + (version % 4)] ?? atena('100000')];
  return buildSnapshot({ version, flagged });
}

/** A PC that has read version 1, and a feed that stands at `version`. */
async function openAt(version: number, extra: readonly TargetInput[] = []): Promise<Scene> {
  const scene = await openScene('fresh');
  await publish(scene, await flagsAt(1));
  await scene.sync();
  await publish(scene, await flagsAt(version), extra);
  scene.asked.length = 0;
  return scene;
}

async function publish(scene: Scene, flags: Snapshot, extra: readonly TargetInput[] = []) {
  scene.repository.publish([await flagsTarget(flags), configTarget(flags), ...extra]);
}

/** The steps from one version to another, one delta for each. */
async function stepsTo(version: number): Promise<readonly TargetInput[]> {
  const steps = Array.from({ length: version - 1 }, async (_, index) =>
    deltaFile(await flagsAt(index + 1), await flagsAt(index + 2)),
  );
  return await Promise.all(steps);
}

function askedFor({ asked }: Scene): readonly string[] {
  return asked
    .filter((name) => name.startsWith('targets/'))
    .map((name) => name.slice('targets/'.length).replace(/[0-9a-f]{64}\./, ''));
}

async function storedFlags({ store }: Scene): Promise<Snapshot | undefined> {
  const stored = await store.read();
  return stored.ok ? stored.value.snapshot : undefined;
}

describe('a cache that is one publication behind', () => {
  test('takes the delta and ends with the very file that the publisher signed', async () => {
    const scene = await openAt(2, await stepsTo(2));
    expect(await scene.sync()).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    expect(askedFor(scene)).toEqual(['deltas/1-2.bin']);
    expect(await storedFlags(scene)).toEqual(await flagsAt(2));
    const { bytes } = await flagsTarget(await flagsAt(2));
    expect(await scene.head()).toMatchObject({ flagsHash: sha256(bytes), generation: 2 });
  });

  test('asks for nothing once it has it', async () => {
    const scene = await openAt(2, await stepsTo(2));
    await scene.sync();
    scene.asked.length = 0;
    expect(await scene.sync()).toMatchObject({ value: { outcome: 'renewed' } });
    expect(askedFor(scene)).toEqual([]);
  });

  test('takes the delta of a feed that does not say the version of its flags', async () => {
    const scene = await openAt(2);
    const { custom, ...flags } = await flagsTarget(await flagsAt(2));
    const { version: _version, ...rest } = custom as { version: number };
    const targets = [{ ...flags, custom: rest }, configTarget(await flagsAt(2))];
    scene.repository.publish([...targets, ...(await stepsTo(2))]);
    expect(await scene.sync()).toMatchObject({ ok: true });
    expect(askedFor(scene)).toEqual(['deltas/1-2.bin']);
  });

  test('serves the old flags while the delta is on its way', async () => {
    const scene = await openAt(2, await stepsTo(2));
    const online = serveFiles(scene.repository.files);
    let seen: Snapshot | undefined;
    const fetchBytes: typeof online = async (request) => {
      if (request.url.includes('deltas')) seen = await storedFlags(scene);
      return online(request);
    };
    await syncFeed({ store: scene.store, fetchBytes }, scene.policy, NOW);
    expect(seen).toEqual(await flagsAt(1));
    expect(await storedFlags(scene)).toEqual(await flagsAt(2));
  });
});

describe('a cache that is several publications behind', () => {
  /** The snapshot is small here, so a chain of whole steps would cost more than it. */
  async function chainTo(version: number): Promise<Scene> {
    const scene = await openAt(version);
    const filler = await buildSnapshot({
      version,
      flagged: Array.from({ length: 120 }, (_, index) => atena(String(900_001 + index))),
    });
    const start = { ...filler, header: { ...filler.header, version: 1 } };
    const states = [start];
    for (let step = 2; step <= version; step += 1) {
      const last = states.at(-1) ?? start;
      const { records } = last;
      const change = records.map((byte, at) => (at === step * 300 + 20 ? byte ^ 1 : byte));
      states.push({ header: { ...filler.header, version: step }, records: change });
    }
    await publish(scene, start);
    await scene.sync();
    const deltas = states.slice(1).map((after, index) => deltaFile(states[index] ?? start, after));
    await publish(scene, states.at(-1) ?? start, await Promise.all(deltas));
    scene.asked.length = 0;
    await scene.sync();
    expect(await storedFlags(scene)).toEqual(states.at(-1));
    return scene;
  }

  test('follows a chain of eight deltas', async () => {
    const asked = askedFor(await chainTo(9));
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((from) => `deltas/${from}-${from + 1}.bin`));
  });

  test('takes the whole file instead of a chain of nine', async () => {
    expect(askedFor(await chainTo(10))).toEqual(['flags.bin']);
  });

  test('takes the whole file instead of deltas that cost more', async () => {
    const all = await buildSnapshot({ version: 2, flagged: NUMBERS.toReversed() });
    const delta = await deltaFile(await flagsAt(1), all);
    expect(delta.bytes.length).toBeGreaterThan((await flagsTarget(all)).bytes.length);
    const scene = await openAt(1);
    await publish(scene, all, [delta]);
    await scene.sync();
    expect(askedFor(scene)).toEqual(['flags.bin']);
  });
});

describe('a delta that cannot be used', () => {
  type Bend = (file: TargetInput) => Promise<TargetInput> | TargetInput;
  const headed =
    (change: Partial<DeltaHeader>): Bend =>
    async (file) => {
      const delta = await makeDelta(await flagsAt(1), await flagsAt(2));
      return { ...file, bytes: encodeDelta({ ...delta, header: { ...delta.header, ...change } }) };
    };
  const described =
    (change: object): Bend =>
    (file) => ({ ...file, custom: { ...file.custom, ...change } });
  const HASH = 'a'.repeat(64);
  const BENT: readonly (readonly [string, Bend])[] = [
    ['is no delta at all', (file) => ({ ...file, bytes: utf8('待った') })],
    ['is empty', (file) => ({ ...file, bytes: new Uint8Array() })],
    ['is cut', (file) => ({ ...file, bytes: file.bytes.slice(0, -1) })],
    ['has a bent record', (file) => ({ ...file, bytes: bent(file.bytes, -5) })],
    ['has a bent tag', (file) => ({ ...file, bytes: bent(file.bytes, -290) })],
    ['leads to another file than the one signed', headed({ builtAtMs: NOW })],
    ['has a header of another feed', headed({ feedId: 'other' })],
    ['has a header of another epoch', headed({ epochId: 'e9' })],
    ['has a header of another municipality', headed({ municipalityCode: '990002' })],
    ['has a header of training', headed({ environment: 'training' })],
    ['has a header of another base', headed({ baseStateHash: HASH })],
    ['has a header of another result', headed({ stateHash: HASH })],
    ['has a header of other versions', headed({ fromVersion: 7, toVersion: 8 })],
    ['is described as one of another feed', described({ feedId: 'other' })],
    ['is described as one of training', described({ environment: 'training' })],
    ['is described as one of another epoch', described({ epochId: 'e9' })],
    ['starts from another state', described({ baseStateHash: HASH })],
    ['starts from another version', described({ fromVersion: 7, toVersion: 8 })],
    ['leads to another state', described({ stateHash: HASH })],
    ['has no description', ({ name, bytes }) => ({ name, bytes })],
    ['has another name', (file) => ({ ...file, name: 'deltas/1-9.bin' })],
    [
      'lies in the folder of another epoch',
      (file) => ({ ...file, name: `epochs/e1/${file.name}` }),
    ],
  ];
  test.each(BENT)(
    'because it %s gives way to the whole file in the same run',
    async (_name, bend) => {
      const [delta] = await stepsTo(2);
      if (!delta) throw new Error('one delta expected');
      const scene = await openAt(2, [await bend(delta)]);
      expect(await scene.sync()).toMatchObject({ ok: true, value: { outcome: 'updated' } });
      expect(askedFor(scene).at(-1)).toBe('flags.bin');
      expect(await storedFlags(scene)).toEqual(await flagsAt(2));
    },
  );

  test('in whatever way gives way to the whole file, signed as it may be', async () => {
    const [delta] = await stepsTo(2);
    if (!delta) throw new Error('one delta expected');
    const WAYS = fc.record({
      at: fc.nat(delta.bytes.length - 1),
      drop: fc.nat(400),
      put: fc.uint8Array({ maxLength: 400 }),
    });
    const property = fc.asyncProperty(WAYS, async ({ at, drop, put }) => {
      fakeBrowser.reset();
      const parts = [delta.bytes.slice(0, at), put, delta.bytes.slice(at + drop)];
      const scene = await openAt(2, [{ ...delta, bytes: concatBytes(parts) }]);
      expect(await scene.sync()).toMatchObject({ ok: true });
      expect(await storedFlags(scene)).toEqual(await flagsAt(2));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  const LOST: readonly (readonly [string, (files: Map<string, Bytes>, path: string) => void])[] = [
    ['missing', (files, path) => files.delete(path)],
    ['damaged', (files, path) => files.set(path, bent(files.get(path) ?? new Uint8Array(), 9))],
    ['longer than signed', (files, path) => files.set(path, new Uint8Array(100_000))],
  ];
  test.each(LOST)('because it is %s gives way to the whole file', async (_name, spoil) => {
    const scene = await openAt(2, await stepsTo(2));
    const path = await pathOfDelta();
    spoil(scene.repository.files, path);
    expect(await scene.sync()).toMatchObject({ ok: true });
    expect(askedFor(scene)).toEqual(['deltas/1-2.bin', 'flags.bin']);
    expect(await storedFlags(scene)).toEqual(await flagsAt(2));
  });

  test('leaves the old flags when the whole file is damaged too', async () => {
    const scene = await openAt(2, await stepsTo(2));
    const { bytes } = await flagsTarget(await flagsAt(2));
    scene.repository.files.delete(await pathOfDelta());
    scene.repository.files.set(targetPath('flags.bin', sha256(bytes)), bent(bytes, -1));
    expect(await scene.sync()).toMatchObject({ ok: false, code: 'feed-hash-mismatch' });
    expect(await storedFlags(scene)).toEqual(await flagsAt(1));
  });

  test('because the host asks for patience does not bring the whole file upon it', async () => {
    const scene = await openAt(2, await stepsTo(2));
    const online = serveFiles(scene.repository.files, scene.asked);
    const report = await syncFeed(
      {
        store: scene.store,
        fetchBytes: async (request) =>
          request.url.includes('deltas')
            ? { ...fail('feed-unreachable' as const), retryAfterMs: 120_000 }
            : online(request),
      },
      scene.policy,
      NOW,
    );
    expect(report).toMatchObject({ ok: false, code: 'feed-unreachable', retryAfterMs: 120_000 });
    expect(askedFor(scene)).toEqual([]);
    expect(await storedFlags(scene)).toEqual(await flagsAt(1));
  });

  test('a lost cache takes the whole file', async () => {
    const scene = await openAt(2, await stepsTo(2));
    const store = openMemoryStore();
    const fetchBytes = serveFiles(scene.repository.files, scene.asked);
    expect(await syncFeed({ store, fetchBytes }, scene.policy, NOW)).toMatchObject({ ok: true });
    expect(askedFor(scene)).toEqual(['flags.bin', 'config.json']);
  });
});

test('whatever a PC missed, it ends with the flags of the last publication', async () => {
  const OFTEN = fc.array(fc.tuple(fc.subarray(NUMBERS), fc.boolean(), fc.boolean()), {
    minLength: 1,
    maxLength: 5,
  });
  const property = fc.asyncProperty(OFTEN, async (publications) => {
    fakeBrowser.reset();
    const scene = await openScene('current');
    let deltas: readonly TargetInput[] = [];
    let before = await storedFlags(scene);
    for (const [flagged, isDeltaLost, isOnline] of publications) {
      const version = (before?.header.version ?? 0) + 1;
      const after = await buildSnapshot({ version, flagged });
      if (before && !isDeltaLost) deltas = [...deltas, await deltaFile(before, after)];
      await publish(scene, after, deltas);
      before = after;
      if (isOnline) expect(await scene.sync()).toMatchObject({ ok: true });
      if (isOnline) expect(await storedFlags(scene)).toEqual(after);
    }
  });
  await fc.assert(property, { numRuns: 60 });
});

async function pathOfDelta(): Promise<string> {
  const [delta] = await stepsTo(2);
  return targetPath('deltas/1-2.bin', sha256(delta?.bytes ?? new Uint8Array()));
}

function bent(bytes: Bytes, at: number): Bytes {
  const place = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, index) => (index === place ? byte ^ 1 : byte));
}
