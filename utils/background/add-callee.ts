import { assess } from '../domain/assess.ts';
import { japaneseDay } from '../domain/case.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { Evaluation } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';
import type { TaggedSighting } from './worker-state.ts';

/**
 * Joins the number that one act names (`tel:`) to the view that it is asked about, as its recipient.
 * The view itself stays what it is: the question is bound to that.
 */
export async function addCallee(
  ports: Ports,
  evaluation: Evaluation,
  callee: readonly Identifier[] = [],
): Promise<Evaluation> {
  if (callee.length === 0) return evaluation;
  const verdicts = await ports.source().lookUp(callee);
  const added = callee.flatMap(({ kind }, index): readonly TaggedSighting[] => {
    const found = verdicts[index];
    return found ? [{ kind, place: 'recipient', ...found }] : [];
  });
  const view = { ...evaluation.view, sightings: [...evaluation.view.sightings, ...added] };
  const assessment = assess(view, japaneseDay(ports.now()));
  return { ...evaluation, view, assessment };
}
