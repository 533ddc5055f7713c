import type { StopCode } from '../../utils/domain/question.ts';
import type { CauseAndHandling } from './failure-text.ts';

/** What the operator reads when an answer stops the act. */
export const STOP_TEXTS = {
  'refused-by-rule': {
    cause: 'stop_refused_by_rule_cause',
    handling: 'stop_refused_by_rule_handling',
  },
  'recipient-is-counterpart': {
    cause: 'stop_recipient_is_counterpart_cause',
    handling: 'stop_recipient_is_counterpart_handling',
  },
  'recipient-unknown': {
    cause: 'stop_recipient_unknown_cause',
    handling: 'stop_recipient_unknown_handling',
  },
  'caller-is-counterpart': {
    cause: 'stop_caller_is_counterpart_cause',
    handling: 'stop_caller_is_counterpart_handling',
  },
  'caller-unverified': {
    cause: 'stop_caller_unverified_cause',
    handling: 'stop_caller_unverified_handling',
  },
  'call-back-required': {
    cause: 'stop_call_back_required_cause',
    handling: 'stop_call_back_required_handling',
  },
  'digits-wrong': { cause: 'stop_digits_wrong_cause', handling: 'stop_digits_wrong_handling' },
  'operator-unknown': {
    cause: 'stop_operator_unknown_cause',
    handling: 'stop_operator_unknown_handling',
  },
  'approver-is-operator': {
    cause: 'stop_approver_is_operator_cause',
    handling: 'stop_approver_is_operator_handling',
  },
  'approver-disagrees': {
    cause: 'stop_approver_disagrees_cause',
    handling: 'stop_approver_disagrees_handling',
  },
  'view-changed': { cause: 'stop_view_changed_cause', handling: 'stop_view_changed_handling' },
  'too-late': { cause: 'stop_too_late_cause', handling: 'stop_too_late_handling' },
} as const satisfies Readonly<Record<StopCode, CauseAndHandling>>;
