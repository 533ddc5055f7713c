import type { TabView } from '../domain/tab-view.ts';
import type { TabState } from './worker-state.ts';

/** Each open record once; one that another frame shows too is no second one. */
export function subjectsOf(tab: TabState): TabView['subjects'] {
  const subjects = Object.values(tab.documents).flatMap(({ subject }) => subject ?? []);
  return [...new Map(subjects.map((one) => [`${one.label} ${one.lastFour}`, one])).values()];
}
