import type { Act, Demand } from './act.ts';
import { stricterDemand } from './act.ts';
import type { ActTable } from './act-table.ts';
import type { Assessment } from './situation.ts';

/** Decides what an act needs: the strictest demand over every situation of the view. */
export function decideDemand(assessment: Assessment, act: Act, table: ActTable): Demand {
  return assessment.situations
    .map((situation) => table[situation][act])
    .reduce(stricterDemand, 'allow');
}
