import { assess } from '../domain/assess.ts';
import { japaneseDay } from '../domain/case.ts';
import type { Evaluation } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';

/**
 * Joins the doubt about rows that nobody has read to the view that one act is asked about. The view
 * itself stays what it is: a list is not *cannot tell* because it is long.
 */
export function addUndrawn(
  ports: Ports,
  evaluation: Evaluation,
  readRowCount: number | undefined,
): Evaluation {
  if (readRowCount === undefined) return evaluation;
  const { view } = evaluation;
  const doubted = { ...view, doubts: [...view.doubts, 'rows-undrawn' as const] };
  return { ...evaluation, view: doubted, assessment: assess(doubted, japaneseDay(ports.now())) };
}
