import { coversRequest } from '../../domain/request-pattern.ts';
import type { SiteProfile } from '../../domain/site-profile.ts';
import type { GuardTexts } from '../guard-ports.ts';
import { actOf, type TriggeredAct } from './triggered-act.ts';

/** Where a link or a script leads, as the browser tells it before it goes there. */
export type Leaving = {
  readonly url: string;
  /** Name of the file to keep it under; null when it is a page to open. */
  readonly download: string | null;
  /** `get` when absent. */
  readonly method?: string;
};

const LINK_ACTS = {
  'tel:': ['phone', 'phone'],
  'callto:': ['phone', 'phone'],
  'sms:': ['send', 'shortMessage'],
  'mailto:': ['send', 'mail'],
} as const;

const TABLE_FILE = /\.(csv|tsv|xls[xmb]?|ods)$/i;

/**
 * Finds the act of leaving the page: a call, a message, a file to keep. Known on every page of a
 * profile, by a link or by a script. An http address that the profile names is the profile's act.
 */
export function findLeavingAct(
  { url, download, method = 'get' }: Leaving,
  profile: SiteProfile | undefined,
  texts: GuardTexts,
): TriggeredAct | undefined {
  const { protocol, pathname } = new URL(url);
  if (isLinkProtocol(protocol)) {
    const [act, text] = LINK_ACTS[protocol];
    return { act, name: texts[text], link: url };
  }
  // What a `blob:` holds is known to the page alone.
  const isFile = download !== null || protocol === 'blob:' || TABLE_FILE.test(pathname);
  // What shares its address with pages shows at its answer alone whether it is a PDF.
  const rule = profile?.acts.find(({ requests }) =>
    requests.some(
      (pattern) => coversRequest(pattern, { url, method }) && (isFile || !pattern.pdfOnly),
    ),
  );
  if (rule) return { ...actOf(rule), isDirect: true };
  return isFile ? { act: 'export', name: texts.file, isDirect: true } : undefined;
}

function isLinkProtocol(protocol: string): protocol is keyof typeof LINK_ACTS {
  return protocol in LINK_ACTS;
}
