import type { Outcome } from './problem.ts';
import { type PublishOptions, type PublishResult, publishInputs } from './publish-inputs.ts';

/** Publishes the whole feed and seals every record anew: for the first time, and from time to time. */
export async function buildFeed(options: PublishOptions): Promise<Outcome<PublishResult>> {
  return await publishInputs(options, { mode: 'full' });
}
