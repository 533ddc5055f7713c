import type { ActRequest } from '../domain/act-request.ts';
import { type Evaluation, evaluate } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';
import type { DocumentState, TabState } from './worker-state.ts';

/** What an act leaves aside of its tab. */
export type Narrowing = {
  readonly documentId: string;
  /** The act carries out ticked rows alone, and no flagged row of its document is ticked. */
  readonly leavesRowsOut: boolean;
};

/**
 * Tells whether an act leaves the flagged rows of its own document out (引き抜き): only an act whose
 * profile says that it takes the ticked rows, and only by the word of the guard that sees the boxes.
 */
export function leavesRowsOut(ports: Ports, asker: Where, request: ActRequest): boolean {
  return request.leavesRowsOut === true && takesTickedRows(ports, asker, request);
}

/** How many flagged rows the act would carry out and 引き抜き could leave out; 0 for other acts. */
export function pullCount(ports: Ports, asker: Where, request: ActRequest): number {
  return takesTickedRows(ports, asker, request) ? (documentOf(ports, asker)?.rows?.ticked ?? 0) : 0;
}

type Where = { readonly tabId: number; readonly documentId: string };

function takesTickedRows(ports: Ports, asker: Where, { act, actName }: ActRequest): boolean {
  const profileId = documentOf(ports, asker)?.profileId;
  const profile = ports.source().config?.profiles.find(({ id }) => id === profileId);
  const rules = profile?.acts.filter((rule) => rule.act === act && rule.name === actName) ?? [];
  return rules.length > 0 && rules.every((rule) => rule.rows === 'ticked');
}

function documentOf(ports: Ports, { tabId, documentId }: Where): DocumentState | undefined {
  return ports.state.get().tabs[tabId]?.documents[documentId];
}

/** The evaluation that an act is judged by. Rows of other documents stay what they are. */
export function narrowToAct(
  ports: Ports,
  evaluation: Evaluation,
  { documentId, leavesRowsOut }: Narrowing,
): Evaluation {
  const document = evaluation.tab.documents[documentId];
  if (!leavesRowsOut || !document) return evaluation;
  const documents = { ...evaluation.tab.documents, [documentId]: withPulledRows(document) };
  const tab: TabState = { ...evaluation.tab, documents };
  return evaluate(tab, ports.source(), ports.now());
}

function withPulledRows(document: DocumentState): DocumentState {
  const sightings = document.sightings.map((sighting) =>
    sighting.place === 'row' ? { ...sighting, place: 'pulled-row' as const } : sighting,
  );
  return { ...document, sightings };
}
