import type { FailureCode } from '../../domain/failure.ts';
import type { TabView } from '../../domain/tab-view.ts';

/** A flagged view stays what it is; anything else cannot be told while the worker is away. */
export function withDoubt(view: TabView | undefined, doubt: FailureCode): TabView {
  const known = view && view.assessment.headline !== 'clear' ? view : undefined;
  const assessment = known?.assessment ?? {
    headline: 'cannot-tell' as const,
    situations: ['cannot-tell' as const],
    reasons: [{ situation: 'cannot-tell' as const, code: 'verdict-unknown' as const }],
    doubts: [],
  };
  return {
    guidance: [],
    contact: '',
    counterMode: false,
    mode: 'enforce',
    ...view,
    assessment: { ...assessment, doubts: [...new Set([...assessment.doubts, doubt])] },
  };
}
