import type { AuditEvent } from '../../utils/domain/audit-record.ts';
import type { TextKey } from './text.ts';

type Decision = NonNullable<AuditEvent['decision']>;
type Outcome = NonNullable<AuditEvent['outcome']>;

/** Words of the operation records. */
export const RECORD_TYPE_TEXTS = {
  started: 'record_started',
  shown: 'record_shown',
  pulled: 'record_pulled',
  intent: 'record_intent',
  decision: 'record_decision',
  outcome: 'record_outcome',
  outage: 'record_outage',
  recovered: 'record_recovered',
} as const satisfies Readonly<Record<AuditEvent['type'], TextKey>>;

export const DECISION_TEXTS = {
  release: 'decision_release',
  stop: 'decision_stop',
  cancel: 'decision_cancel',
  shadow: 'decision_shadow',
  warn: 'decision_warn',
} as const satisfies Readonly<Record<Decision, TextKey>>;

export const OUTCOME_TEXTS = {
  done: 'outcome_done',
  abandoned: 'outcome_abandoned',
  expired: 'outcome_expired',
  unknown: 'outcome_unknown',
} as const satisfies Readonly<Record<Outcome, TextKey>>;
