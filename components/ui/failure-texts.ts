import type { FailureCode } from '../../utils/domain/failure.ts';
import type { TextKey } from './text.ts';

/** Every message names its cause and its handling (DOMAIN.md §4.1). */
export type CauseAndHandling = { readonly cause: TextKey; readonly handling: TextKey };

/** Staff text of each expected failure. A new code without a text does not compile. */
export const FAILURE_TEXTS = {
  'policy-pending': {
    cause: 'failure_policy_pending_cause',
    handling: 'failure_policy_pending_handling',
  },
  'policy-missing': {
    cause: 'failure_policy_missing_cause',
    handling: 'failure_policy_missing_handling',
  },
  'policy-invalid': {
    cause: 'failure_policy_invalid_cause',
    handling: 'failure_policy_invalid_handling',
  },
  'key-missing': { cause: 'failure_key_missing_cause', handling: 'failure_key_missing_handling' },
  'feed-unreachable': {
    cause: 'failure_feed_unreachable_cause',
    handling: 'failure_feed_unreachable_handling',
  },
  'feed-malformed': {
    cause: 'failure_feed_malformed_cause',
    handling: 'failure_feed_malformed_handling',
  },
  'feed-too-large': {
    cause: 'failure_feed_too_large_cause',
    handling: 'failure_feed_too_large_handling',
  },
  'feed-hash-mismatch': {
    cause: 'failure_feed_hash_mismatch_cause',
    handling: 'failure_feed_hash_mismatch_handling',
  },
  'feed-signature-invalid': {
    cause: 'failure_feed_signature_invalid_cause',
    handling: 'failure_feed_signature_invalid_handling',
  },
  'feed-rolled-back': {
    cause: 'failure_feed_rolled_back_cause',
    handling: 'failure_feed_rolled_back_handling',
  },
  'feed-expired': {
    cause: 'failure_feed_expired_cause',
    handling: 'failure_feed_expired_handling',
  },
  'feed-foreign': {
    cause: 'failure_feed_foreign_cause',
    handling: 'failure_feed_foreign_handling',
  },
  'feed-root-invalid': {
    cause: 'failure_feed_root_invalid_cause',
    handling: 'failure_feed_root_invalid_handling',
  },
  'cache-empty': { cause: 'failure_cache_empty_cause', handling: 'failure_cache_empty_handling' },
  'cache-corrupt': {
    cause: 'failure_cache_corrupt_cause',
    handling: 'failure_cache_corrupt_handling',
  },
  'cache-stale': { cause: 'failure_cache_stale_cause', handling: 'failure_cache_stale_handling' },
  'worker-unreachable': {
    cause: 'failure_worker_unreachable_cause',
    handling: 'failure_worker_unreachable_handling',
  },
  'audit-unwritable': {
    cause: 'failure_audit_unwritable_cause',
    handling: 'failure_audit_unwritable_handling',
  },
  'rules-refused': {
    cause: 'failure_rules_refused_cause',
    handling: 'failure_rules_refused_handling',
  },
  'rows-undrawn': {
    cause: 'failure_rows_undrawn_cause',
    handling: 'failure_rows_undrawn_handling',
  },
  'site-unreadable': {
    cause: 'failure_site_unreadable_cause',
    handling: 'failure_site_unreadable_handling',
  },
} as const satisfies Readonly<Record<FailureCode, CauseAndHandling>>;
