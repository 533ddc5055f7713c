import type { TabView } from '../domain/tab-view.ts';
import type { ShownNumber } from '../domain/view-report.ts';
import type { TabState } from './worker-state.ts';

/** Open records and recipients of a tab, each once; one that another frame shows too is no second one. */
export function namedIn(tab: TabState): Pick<TabView, 'subjects' | 'recipients'> {
  const documents = Object.values(tab.documents);
  return {
    subjects: eachOnce(documents.map(({ subject }) => subject)),
    recipients: eachOnce(documents.map(({ recipient }) => recipient)),
  };
}

function eachOnce(numbers: readonly (ShownNumber | undefined)[]): readonly ShownNumber[] {
  const shown = numbers.flatMap((one) => one ?? []);
  return [...new Map(shown.map((one) => [`${one.label} ${one.lastFour}`, one])).values()];
}
