import type { FailureCode } from './failure.ts';

/** What can happen to browser, PC and extension, beside the failures that have a code. */
export const LIFECYCLE_FAULTS = [
  'worker-killed',
  'worker-asleep',
  'message-lost',
  'memory-unwritable',
  'store-lost',
  'policy-late',
  'feed-silent',
  'key-late',
  'extension-reloaded',
  'browser-killed',
  'clock-wrong',
  'disk-full',
  'rules-refused',
  'page-restored',
  'page-prerendered',
  'tab-discarded',
  'many-tabs',
] as const;
export type LifecycleFault = (typeof LIFECYCLE_FAULTS)[number];

/** What stands between a fault and its end, what is left of it on record, and what shows all that. */
export type LifecycleRow = {
  /** Codes under which staff see it, if they see anything: their rows say what each act needs. */
  readonly codes: readonly FailureCode[];
  /** What becomes of an act that was under way. */
  readonly act: 'goes-on' | 'asked-again' | 'not-touched';
  /** What stands on record beside the usual. */
  readonly recorded: 'outage' | 'unknown-outcome' | 'no';
  readonly healed: 'at-once' | 'next-start' | 'next-contact' | 'next-minute' | 'next-write';
  /** The tests that show it, by their paths in `tests`. */
  readonly shownBy: readonly string[];
};

/** The second half of the failure matrix (DESIGN.md §7); in `docs/障害時の動作.md` too. */
export const LIFECYCLE_MATRIX: Readonly<Record<LifecycleFault, LifecycleRow>> = {
  'worker-killed': row(['worker-unreachable'], 'goes-on', 'no', 'next-start', 'e2e/killed-worker'),
  'worker-asleep': row([], 'goes-on', 'no', 'at-once', 'e2e/worker-start'),
  'message-lost': row(['worker-unreachable'], 'goes-on', 'no', 'at-once', 'e2e/killed-worker'),
  'memory-unwritable': row(['worker-unreachable'], 'goes-on', 'no', 'at-once', 'background/worker'),
  'store-lost': row(
    ['cache-empty', 'cache-corrupt'],
    'not-touched',
    'outage',
    'next-contact',
    'e2e/feed-storage-faults',
  ),
  'policy-late': row(
    ['policy-pending', 'policy-missing', 'policy-invalid'],
    'not-touched',
    'outage',
    'at-once',
    'e2e/cannot-tell',
    'background/policy-loader',
  ),
  'feed-silent': row(
    ['cache-stale', 'feed-expired'],
    'not-touched',
    'outage',
    'next-contact',
    'e2e/replay-feed-down',
  ),
  'key-late': row(
    ['key-missing'],
    'not-touched',
    'outage',
    'next-minute',
    'background/flag-keeper',
  ),
  'extension-reloaded': row(
    ['worker-unreachable', 'policy-pending'],
    'asked-again',
    'unknown-outcome',
    'next-start',
    'e2e/extension-reload',
    'e2e/extension-update',
    'e2e/orphan',
    'e2e/revival',
  ),
  'browser-killed': row([], 'asked-again', 'unknown-outcome', 'next-start', 'e2e/replay-killed'),
  'clock-wrong': row(
    ['cache-stale'],
    'not-touched',
    'outage',
    'next-contact',
    'background/feed-evidence/clocks',
  ),
  'disk-full': row(
    ['audit-unwritable'],
    'asked-again',
    'outage',
    'next-write',
    'e2e/feed-storage-faults',
  ),
  'rules-refused': row(
    ['rules-refused'],
    'not-touched',
    'outage',
    'next-minute',
    'e2e/guard-network',
  ),
  'page-restored': row([], 'asked-again', 'no', 'at-once', 'e2e/back-forward-cache'),
  'page-prerendered': row([], 'asked-again', 'no', 'at-once', 'e2e/read-ahead'),
  'tab-discarded': row([], 'asked-again', 'no', 'at-once', 'e2e/page-lifecycle'),
  'many-tabs': row([], 'goes-on', 'no', 'at-once', 'e2e/page-lifecycle'),
};

function row(
  codes: readonly FailureCode[],
  ...[act, recorded, healed, ...shownBy]: readonly [
    LifecycleRow['act'],
    LifecycleRow['recorded'],
    LifecycleRow['healed'],
    ...string[],
  ]
): LifecycleRow {
  return { codes, act, recorded, healed, shownBy };
}
