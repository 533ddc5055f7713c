import type { ActRequest } from '../domain/act-request.ts';
import type { TriggeredAct } from './act-trigger.ts';
import type { WatchedDocument } from './watched-document.ts';

/** What the worker is told of an act; a document without a profile can say little. */
export function composeActRequest(
  act: TriggeredAct,
  watched: WatchedDocument | undefined,
): ActRequest {
  return {
    act: act.act,
    actName: act.name,
    subjectLabel: watched?.subjectLabel() ?? '',
    contentHash: watched?.contentHash() ?? '',
    lastFour: watched?.lastFour(),
  };
}
