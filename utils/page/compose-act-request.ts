import type { ActRequest } from '../domain/act-request.ts';
import type { TriggeredAct } from './triggered-act.ts';
import type { WatchedDocument } from './watched-document.ts';

/** What the worker is told of an act; a document without a profile can say little. */
export function composeActRequest(
  { act, name, link }: TriggeredAct,
  watched: WatchedDocument | undefined,
): ActRequest {
  const callee = link === undefined ? undefined : watched?.numbersOf(link);
  return {
    act,
    actName: name,
    subjectLabel: watched?.subjectLabel() ?? '',
    contentHash: watched?.contentHash() ?? '',
    // A message goes to the number in its own link, whatever else stands on the page.
    lastFour: callee
      ? act === 'send'
        ? callee[0]?.value.slice(-4)
        : undefined
      : watched?.lastFour(),
    callee,
    leavesRowsOut: watched?.list.leavesRowsOut(),
  };
}
