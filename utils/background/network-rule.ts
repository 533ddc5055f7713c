import type { RequestPattern } from '../domain/site-profile.ts';

/** One rule as the browser's rule engine takes it (declarativeNetRequest, session rules). */
export type NetworkRule = {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'block' | 'allow' }
    | { readonly type: 'redirect'; readonly redirect: { readonly url: string } };
  readonly condition: RuleCondition;
};

export type RuleCondition = {
  readonly urlFilter: string;
  readonly resourceTypes: readonly string[];
  readonly requestMethods?: readonly string[];
  readonly tabIds?: readonly number[];
  readonly excludedTabIds?: readonly number[];
  readonly responseHeaders?: readonly {
    readonly header: string;
    readonly values: readonly string[];
  }[];
};

/** Named one by one: a rule without the list would not cover `main_frame`. */
const EVERY_RESOURCE_TYPE = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'webtransport',
  'webbundle',
  'other',
] as const;

export const FRAME_TYPES: readonly string[] = ['main_frame', 'sub_frame'];

export const OTHER_TYPES = EVERY_RESOURCE_TYPE.filter((type) => !FRAME_TYPES.includes(type));

export const STANDING_PRIORITY = 1;
export const SESSION_PRIORITY = 2;
export const BLOCK_PRIORITY = 3;
export const RELEASE_PRIORITY = 4;

/** What a guarded request pattern of a profile means to the browser. */
export function conditionOf(pattern: RequestPattern): RuleCondition {
  return {
    urlFilter: pattern.url,
    resourceTypes: EVERY_RESOURCE_TYPE,
    ...(pattern.methods.length > 0 ? { requestMethods: pattern.methods } : {}),
    ...(pattern.pdfOnly
      ? { responseHeaders: [{ header: 'content-type', values: ['*application/pdf*'] }] }
      : {}),
  };
}
