import { syncFeed } from '../../utils/background/sync-feed.ts';
import type { FeedHead } from '../../utils/domain/feed-head.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { fail } from '../../utils/domain/result.ts';
import type { FlagStore } from '../../utils/storage/flag-store.ts';
import { buildPolicy, buildTargets, type FeedOptions, NOW, serveFiles } from './feed-fixture.ts';
import { openMemoryStore } from './open-memory-store.ts';
import { createRepository, type TufRepository } from './tuf-repository.ts';

/** A repository, the PC that reads it, and everything that was asked for. */
export type Scene = {
  readonly repository: TufRepository;
  readonly store: FlagStore;
  readonly policy: Policy;
  readonly asked: string[];
  publish(options?: FeedOptions): Promise<void>;
  /** Publishes the next root, signed by the keys as they were and as they are. */
  rotateRoot(change?: (repository: TufRepository) => void): void;
  sync(options?: {
    readonly now?: number;
    readonly offline?: boolean;
    readonly policy?: Policy;
  }): ReturnType<typeof syncFeed>;
  head(): Promise<FeedHead | undefined>;
};

/** Opens a scene with one publication; a `current` client has read it, a `fresh` one nothing. */
export async function openScene(
  client: 'fresh' | 'current',
  store: FlagStore = openMemoryStore(),
): Promise<Scene> {
  const repository = createRepository(NOW);
  const asked: string[] = [];
  const policy = buildPolicy(repository);
  const scene: Scene = {
    repository,
    store,
    policy,
    asked,
    publish: async (options) => repository.publish(await buildTargets(options)),
    rotateRoot: (change) => {
      const before = [...repository.signers.root];
      change?.(repository);
      repository.writeKeys();
      repository.bodies.root.version += 1;
      repository.publishRoot([...new Set([...before, ...repository.signers.root])]);
    },
    sync: async (options = {}) => {
      const online = serveFiles(repository.files, asked);
      const fetchBytes = options.offline ? async () => fail('feed-unreachable' as const) : online;
      return syncFeed({ store, fetchBytes }, options.policy ?? policy, options.now ?? NOW);
    },
    head: async () => {
      const stored = await store.read();
      return stored.ok ? stored.value.head : undefined;
    },
  };
  await scene.publish();
  if (client === 'current') await scene.sync();
  return scene;
}
