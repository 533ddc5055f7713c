import type { Assessment, Reason, ReasonCode, Situation } from '../../utils/domain/situation.ts';
import type { TextKey, Translate } from './text.ts';

type SituationText = { readonly title: TextKey; readonly body: TextKey; readonly short: TextKey };

/** What a situation means to staff: one headline, one sentence on what not to do. */
export const SITUATION_TEXTS = {
  clear: {
    title: 'situation_clear_title',
    body: 'situation_clear_body',
    short: 'short_clear',
  },
  'cannot-tell': {
    title: 'situation_cannot_tell_title',
    body: 'situation_cannot_tell_body',
    short: 'short_cannot_tell',
  },
  'pulled-out': {
    title: 'situation_pulled_out_title',
    body: 'situation_pulled_out_body',
    short: 'short_pulled_out',
  },
  related: {
    title: 'situation_related_title',
    body: 'situation_related_body',
    short: 'short_related',
  },
  counterpart: {
    title: 'situation_counterpart_title',
    body: 'situation_counterpart_body',
    short: 'short_counterpart',
  },
  protected: {
    title: 'situation_protected_title',
    body: 'situation_protected_body',
    short: 'short_protected',
  },
  batch: {
    title: 'situation_batch_title',
    body: 'situation_batch_body',
    short: 'short_batch',
  },
  'both-sides': {
    title: 'situation_both_sides_title',
    body: 'situation_both_sides_body',
    short: 'short_both_sides',
  },
  'reaches-counterpart': {
    title: 'situation_reaches_counterpart_title',
    body: 'situation_reaches_counterpart_body',
    short: 'short_reaches_counterpart',
  },
} as const satisfies Readonly<Record<Situation, SituationText>>;

export const REASON_TEXTS = {
  'protected-record': 'reason_protected_record',
  'protected-contact': 'reason_protected_contact',
  'counterpart-record': 'reason_counterpart_record',
  'counterpart-contact': 'reason_counterpart_contact',
  'related-record': 'reason_related_record',
  'both-sides-on-view': 'reason_both_sides_on_view',
  'protected-contact-on-other-record': 'reason_protected_contact_on_other_record',
  'recipient-is-counterpart': 'reason_recipient_is_counterpart',
  'flagged-rows': 'reason_flagged_rows',
  'rows-pulled-out': 'reason_rows_pulled_out',
  'verdict-unknown': 'reason_verdict_unknown',
  'period-over': 'reason_period_over',
  provisional: 'reason_provisional',
} as const satisfies Readonly<Record<ReasonCode, TextKey>>;

/** Reason texts in the order given, each once: one case can have many marks of one kind. */
export function reasonKeys(reasons: readonly Reason[]): readonly TextKey[] {
  return [...new Set(reasons.map((reason) => REASON_TEXTS[reason.code]))];
}

/** Headline with the state of the measures, where the situation is about people and not a list. */
export function situationTitle(
  t: Translate,
  { headline, reasons }: Pick<Assessment, 'headline' | 'reasons'>,
): string {
  const title = t(SITUATION_TEXTS[headline].title);
  const key = stateKey(headline, reasons);
  return key ? t(key, [title]) : title;
}

const STATELESS: ReadonlySet<Situation> = new Set(['clear', 'cannot-tell', 'batch', 'pulled-out']);

/** A period that is over is named first: it is the state that staff most often misread as ended. */
function stateKey(headline: Situation, reasons: readonly Reason[]): TextKey | undefined {
  if (STATELESS.has(headline)) return undefined;
  if (reasons.some((reason) => reason.code === 'period-over')) return 'title_overdue';
  if (reasons.some((reason) => reason.code === 'provisional')) return 'title_provisional';
  const isOneRecord = headline === 'protected' || headline === 'counterpart';
  return isOneRecord ? 'title_active' : undefined;
}
