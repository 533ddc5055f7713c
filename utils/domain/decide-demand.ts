import type { Act, Demand } from './act.ts';
import { stricterDemand } from './act.ts';
import type { ActTable } from './act-table.ts';
import { FAILURE_MATRIX } from './failure-matrix.ts';
import type { Assessment } from './situation.ts';

/**
 * Decides what an act needs: the strictest demand over every situation of the view and every cause for
 * which it cannot be told clear.
 */
export function decideDemand(assessment: Assessment, act: Act, table: ActTable): Demand {
  return [
    ...assessment.situations.map((situation) => table[situation][act]),
    ...assessment.doubts.map((doubt) => FAILURE_MATRIX[doubt].needs[act]),
  ].reduce(stricterDemand, 'allow');
}
