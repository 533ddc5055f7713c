import { type GuardSender, openDocument } from '../../utils/background/open-document.ts';
import { reportView } from '../../utils/background/report-view.ts';
import type { Flag } from '../../utils/domain/case.ts';
import type { ViewAnswer } from '../../utils/domain/view-report.ts';
import type { MemoryBrowser } from './memory-ports.ts';

export const TAB = 7;

/** An active flag of one case. */
export function makeFlag(role: Flag['role'] = 'protected'): Flag {
  return {
    caseRef: '00000000000000k1',
    role,
    state: 'active',
    severity: 1,
    guidance: 1,
    section: 1,
    version: 1,
  };
}

/** A guard in the top document of the tab, unless told otherwise. */
export function makeSender(given: Partial<GuardSender> = {}): GuardSender {
  const { url = 'http://saiken.example/debts/1' } = given;
  const { origin } = new URL(url);
  return { tabId: TAB, frameId: 0, documentId: 'doc-1', url, origin, tabUrl: url, ...given };
}

/** Opens a document with the record of an 宛名番号 and reports it. */
export async function showRecord(
  browser: MemoryBrowser,
  atena: string,
  sender: GuardSender = makeSender(),
): Promise<ViewAnswer> {
  await openDocument(browser.ports, sender);
  return reportRecord(browser, atena, sender);
}

/** Reports that a document shows the record of an 宛名番号. */
export function reportRecord(
  { ports }: MemoryBrowser,
  atena: string,
  sender: GuardSender = makeSender(),
): Promise<ViewAnswer> {
  const forms = [{ kind: 'atena', value: atena }] as const;
  return reportView(ports, sender, {
    candidates: [{ id: 1, forms, place: 'subject', anchored: true }],
    contentHash: 'abc1',
    doubts: [],
  });
}
