import { assess } from '../domain/assess.ts';
import { japaneseDay } from '../domain/case.ts';
import type { FailureCode } from '../domain/failure.ts';
import { type Evaluation, hasSpoken } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';

/**
 * Joins to the view what one act leaves in doubt: a document that has not been read yet, rows that
 * nobody has read. The view itself stays what it is: a list is not *cannot tell* because it is long,
 * and a page shows no band while it opens.
 */
export function addDoubts(
  ports: Ports,
  evaluation: Evaluation,
  readRowCount: number | undefined,
): Evaluation {
  const doubts: readonly FailureCode[] = [
    ...(hasSpoken(evaluation) ? [] : (['view-unread'] as const)),
    ...(readRowCount === undefined ? [] : (['rows-undrawn'] as const)),
  ];
  if (doubts.length === 0) return evaluation;
  const view = { ...evaluation.view, doubts: [...evaluation.view.doubts, ...doubts] };
  return { ...evaluation, view, assessment: assess(view, japaneseDay(ports.now())) };
}
