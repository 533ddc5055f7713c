import type { Act, Demand } from './act.ts';
import type { FailureCode } from './failure.ts';

/**
 * Where staff meet a failure: over every watched page, over the page or the act that it is about, or on the
 * status page alone, as long as the data in the cache is fresh.
 */
type Place = 'every-page' | 'this-page' | 'this-act' | 'status';

/**
 * What ends a failure, without anybody's help but for `profile`, `key` and `policy`, which the sections
 * named in the message deliver.
 */
type Healing =
  | 'policy' // Managed policy arrives or changes: at once, or at the next minute.
  | 'key' // The secret of the new epoch arrives with managed policy.
  | 'contact' // The next verified contact with the feed.
  | 'worker' // The guard asks again, after 0.5 s and then at most every 30 s.
  | 'rules' // The next application of the rules, at most a minute later.
  | 'write' // The next record that can be written.
  | 'reading' // The document says what it shows, or is gone.
  | 'rows' // The list draws every row: it is narrowed down, or shown whole.
  | 'profile'; // Nothing: the site profile says that the page cannot be read.

/** One row of the failure matrix (DESIGN.md §7). What staff read is in `failure-text.ts`. */
export type FailureRow = {
  readonly seen: Place;
  /** What each act needs at least while the cause stands; a flag may ask for more. Never `allow`. */
  readonly needs: Readonly<Record<Act, Exclude<Demand, 'allow'>>>;
  /** `outage`: once when it begins and once when it is over. `shown`: with the view it was shown on. */
  readonly recorded: 'outage' | 'shown' | 'no';
  readonly heals: Healing;
};

const CONFIRM = {
  print: 'confirm',
  send: 'confirm',
  phone: 'confirm',
  export: 'confirm',
  destination: 'confirm',
} as const;

/**
 * What each failure means for staff, acts and record, and how it ends. Banner, demands, outage records
 * and the table in `docs/障害時の動作.md` all follow it; a code without a row does not compile.
 */
export const FAILURE_MATRIX: Readonly<Record<FailureCode, FailureRow>> = {
  'policy-pending': everywhere('policy'),
  'policy-missing': everywhere('policy'),
  'policy-invalid': everywhere('policy'),
  'key-missing': everywhere('key'),
  'feed-unreachable': onStatus(),
  'feed-malformed': onStatus(),
  'feed-too-large': onStatus(),
  'feed-hash-mismatch': onStatus(),
  'feed-signature-invalid': onStatus(),
  'feed-rolled-back': onStatus(),
  'feed-root-invalid': onStatus(),
  'feed-expired': everywhere('contact'),
  'feed-foreign': everywhere('policy'),
  'cache-empty': everywhere('contact'),
  'cache-corrupt': everywhere('contact'),
  'cache-stale': everywhere('contact'),
  'audit-unwritable': everywhere('write'),
  'rules-refused': everywhere('rules'),
  // Nobody is there to write it down: acts are stopped by the guard itself.
  'worker-unreachable': { seen: 'this-page', needs: CONFIRM, recorded: 'no', heals: 'worker' },
  // Shown with an act alone: on any page that opens it lasts for a moment.
  'view-unread': { seen: 'this-act', needs: CONFIRM, recorded: 'shown', heals: 'reading' },
  // Shown with the act that takes them; a list that is only read is no outage.
  'rows-undrawn': { seen: 'this-act', needs: CONFIRM, recorded: 'shown', heals: 'rows' },
  'site-unreadable': { seen: 'this-page', needs: CONFIRM, recorded: 'shown', heals: 'profile' },
};

function everywhere(heals: Healing): FailureRow {
  return { seen: 'every-page', needs: CONFIRM, recorded: 'outage', heals };
}

/** A contact that failed: fresh data goes on counting until it is stale, which is a row of its own. */
function onStatus(): FailureRow {
  return { seen: 'status', needs: CONFIRM, recorded: 'no', heals: 'contact' };
}
