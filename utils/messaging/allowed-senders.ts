import * as v from 'valibot';
import type { Protocol } from './protocol.ts';

/** Who a message comes from, as far as the browser vouches for it. */
export type Sender =
  | {
      readonly kind: 'guard';
      readonly tabId: number;
      readonly frameId: number;
      readonly documentId: string;
      /** URL of the frame's document; `about:blank` and the like for frames without their own. */
      readonly url: string;
      /** Origin the browser gives the document, e.g. `http://zeimu.example`; `null` when opaque. */
      readonly origin: string;
      /** Address of the tab's top document, for frames whose own address says nothing. */
      readonly tabUrl: string;
      /** Another document stands in its place; what it says comes too late. */
      readonly isLeft: boolean;
    }
  | { readonly kind: 'confirm'; readonly tabId: number | undefined }
  | { readonly kind: 'dashboard' }
  /** The page that looks after a worker that does not answer. */
  | { readonly kind: 'revival' };

/** Which kind of sender may call what. Deny by default: a message without a row is refused. */
export const ALLOWED_SENDERS: { readonly [Name in keyof Protocol]: Sender['kind'] } = {
  openDocument: 'guard',
  reportView: 'guard',
  screenTexts: 'guard',
  requestAct: 'guard',
  reportOutcome: 'guard',
  moveQuestion: 'guard',
  reportRows: 'guard',
  pullRows: 'guard',
  openPullList: 'guard',
  readQuestion: 'confirm',
  answerQuestion: 'confirm',
  cancelQuestion: 'confirm',
  pullInstead: 'confirm',
  awaitReady: 'revival',
  readPullList: 'dashboard',
  readStatus: 'dashboard',
  readRecords: 'dashboard',
  exportRecords: 'dashboard',
  syncNow: 'dashboard',
  setCounterMode: 'dashboard',
};

/** True when the sender may call this. A document that was left can only say how its act ended. */
export function isAllowed(sender: Sender, name: keyof Protocol): boolean {
  const isLate = sender.kind === 'guard' && sender.isLeft;
  return sender.kind === ALLOWED_SENDERS[name] && (!isLate || name === 'reportOutcome');
}

const CONFIRM_PATHS = ['/confirm.html'];
const REVIVAL_PATHS = ['/revival.html'];
const DASHBOARD_PATHS = ['/options.html', '/popup.html', '/pull-list.html'];

/** Another document has taken the place of such a one. */
const LEFT: readonly string[] = ['cached', 'pending_deletion'];

const RAW_SENDER = v.object({
  id: v.string(),
  url: v.optional(v.string(), ''),
  origin: v.optional(v.string(), ''),
  documentId: v.optional(v.string()),
  documentLifecycle: v.optional(v.string()),
  frameId: v.optional(v.number()),
  tab: v.optional(v.object({ id: v.optional(v.number()), url: v.optional(v.string(), '') })),
});

/** Classifies a sender, or returns undefined when it is none of ours. */
export function parseSender(value: unknown, extensionId: string): Sender | undefined {
  const parsed = v.safeParse(RAW_SENDER, value);
  if (!parsed.success || parsed.output.id !== extensionId) return undefined;
  const { url, origin, tab, frameId, documentId, documentLifecycle = '' } = parsed.output;
  if (isExtensionUrl(url, extensionId)) return parsePageSender(new URL(url), tab?.id);
  if (origin.startsWith('chrome-extension:') || url.startsWith('chrome-extension:'))
    return undefined;
  if (tab?.id === undefined || frameId === undefined || documentId === undefined) return undefined;
  const isLeft = LEFT.includes(documentLifecycle);
  return {
    kind: 'guard',
    tabId: tab.id,
    frameId,
    documentId,
    url,
    origin,
    tabUrl: tab.url,
    isLeft,
  };
}

function isExtensionUrl(url: string, extensionId: string): boolean {
  return url.startsWith(`chrome-extension://${extensionId}/`);
}

function parsePageSender(url: URL, tabId: number | undefined): Sender | undefined {
  if (CONFIRM_PATHS.includes(url.pathname)) return { kind: 'confirm', tabId };
  if (REVIVAL_PATHS.includes(url.pathname)) return { kind: 'revival' };
  if (DASHBOARD_PATHS.includes(url.pathname)) return { kind: 'dashboard' };
  return undefined;
}
