import type { TextKey } from '../ui/text.ts';

/**
 * What the band can come to say after an update or a reload has cut its guard off, when texts can no
 * longer be looked up: that nobody answers, and what to do.
 */
export const ORPHAN_TEXTS = [
  'situation_cannot_tell_title',
  'situation_cannot_tell_body',
  'counter_title',
  'counter_body',
  'reason_verdict_unknown',
  'failure_worker_unreachable_cause',
  'failure_worker_unreachable_handling',
  'failure_labelled_code',
  'label_cause',
  'label_handling',
  'question_reasons',
  'question_guidance',
  'question_doubts',
  'banner_label',
  'banner_ask',
  'banner_expand',
  'banner_collapse',
  'banner_curtain',
  'banner_move_down',
  'banner_move_up',
  'reveal_hold',
  'curtain_text',
  'curtain_lift',
  'age_none',
  'age_now',
  'age_minutes',
  'age_hours',
  'age_days',
] as const satisfies readonly TextKey[];
