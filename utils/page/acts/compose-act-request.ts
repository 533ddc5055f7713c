import type { ActRequest } from '../../domain/act-request.ts';
import type { WatchedDocument } from '../watched-document.ts';
import type { TriggeredAct } from './triggered-act.ts';

/** What the worker is told of an act; a document without a profile can say little. */
export function composeActRequest(
  { act, name, link, isBulk }: TriggeredAct,
  watched: WatchedDocument | undefined,
): ActRequest {
  const callee = link === undefined ? undefined : watched?.numbersOf(link);
  const rule = watched?.profile.acts.find((one) => one.act === act && one.name === name);
  // A message goes to the number in its own link, whatever else stands on the page.
  const number = callee
    ? act === 'send'
      ? callee[0]?.value
      : undefined
    : watched?.recipientNumber();
  return {
    act,
    actName: name,
    subjectLabel: watched?.subjectLabel() ?? '',
    recipientLabel: rule?.recipient && watched?.textOf(rule.recipient.selector),
    contentHash: watched?.contentHash() ?? '',
    ...(rule?.repeatsNumber ? { number } : { lastFour: number?.slice(-4) }),
    callee,
    leavesRowsOut: watched?.list.leavesRowsOut(),
    readRowCount: isBulk ? watched?.list.readRowCount() : undefined,
  };
}

/** True when the newest view is clear, and nothing that the act takes was out of sight. */
export function isClearFor(
  watched: WatchedDocument | undefined,
  act: TriggeredAct | undefined,
): boolean {
  if (!watched?.reporter.isClear()) return false;
  return !act?.isBulk || watched.list.readRowCount() === undefined;
}
