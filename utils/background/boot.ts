import { utf8 } from '../domain/bytes.ts';
import { readConfig } from '../domain/read-config.ts';
import type { Engine } from './engine.ts';
import { planNetworkRules } from './plan-network-rules.ts';
import { recover, resume } from './recover.ts';
import { settle } from './settle.ts';

const BOOT_RETRY_MS = 1_000;

/** What a boot needs may be out of order for a moment; until it is done, nobody is answered. */
export async function bootUntilDone(engine: Engine): Promise<void> {
  for (;;) {
    try {
      return await boot(engine);
    } catch (error) {
      reportError(error);
      await engine.parts.sleep(BOOT_RETRY_MS);
    }
  }
}

async function boot(engine: Engine): Promise<void> {
  const isFirst = await engine.memory.open();
  if (isFirst) {
    await noteStart(engine);
    await armKnownSites(engine);
  }
  await engine.keeper.reload(0, sinceSession(engine));
  await recover(engine);
  await settle(engine);
  await resume(engine);
}

async function noteStart({ memory, parts }: Engine): Promise<void> {
  const startedAtMs = parts.now();
  await memory.update((state) => ({ ...state, startedAtMs }));
}

/**
 * An update or a reload of the extension drops the registered scripts and cuts off the guards at work;
 * policy and cache take a while. The sites of the last configuration are guarded before that, locked
 * as every page is that nobody has judged.
 */
async function armKnownSites({ parts, ports, armSites }: Engine): Promise<void> {
  const config = readConfig(utf8((await parts.configCopy.read()) ?? ''));
  if (!config.ok) return;
  const { profiles } = config.value;
  await ports.network.apply(() => planNetworkRules(profiles, ports.state.get()));
  await armSites(profiles, { armsOpenTabs: true });
}

/** A clock that was set back must not make policy wait for ever. */
export function sinceSession({ memory, parts }: Engine): number {
  return Math.abs(parts.now() - (memory.get().startedAtMs ?? 0));
}
