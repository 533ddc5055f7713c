import type { Outcome } from './problem.ts';
import { type PublishOptions, type PublishResult, publishInputs } from './publish-inputs.ts';

/** Publishes what changed: the same snapshot as `build` would, and a delta that leads to it. */
export async function updateFeed(options: PublishOptions): Promise<Outcome<PublishResult>> {
  return await publishInputs(options, { mode: 'delta' });
}
