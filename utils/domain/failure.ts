/**
 * Closed set of expected failures. A code is shown to the operator and written to the audit record
 * as it stands here; the staff text is a total table over these codes (`_locales`).
 */
export const FAILURE_CODES = [
  // Policy
  'policy-pending', // Managed policy has not been delivered yet (SECURITY.md F9: up to 10 s).
  'policy-missing', // No managed policy on this PC.
  'policy-invalid', // A managed value has the wrong type or range.
  'key-missing', // No feed secret for the epoch that the feed uses.
  // Feed
  'feed-unreachable',
  'feed-malformed',
  'feed-too-large',
  'feed-hash-mismatch',
  'feed-signature-invalid',
  'feed-rolled-back',
  'feed-expired',
  'feed-foreign', // Other municipality, feed id or environment than the policy names.
  'feed-root-invalid', // Broken root rotation chain.
  // Cache
  'cache-empty',
  'cache-corrupt',
  'cache-stale',
  // Runtime
  'worker-unreachable',
  'audit-unwritable',
  'rules-refused', // The browser refused to arm the network or print rules.
  'site-unreadable', // The site profile says that this page cannot be read.
  'view-unread', // A document of the tab has not said yet what it shows.
  'rows-undrawn', // A bulk act takes rows that the list does not draw, hence nobody has read.
] as const;

/** One expected failure. */
export type FailureCode = (typeof FAILURE_CODES)[number];
