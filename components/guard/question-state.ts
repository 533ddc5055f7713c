import type { AnswerField, Judgement, Question, StopCode } from '../../utils/domain/question.ts';
import { type AnswerForm, EMPTY_FORM, isApproverField, missingInForm } from './answer-form.ts';

/*
 *  loading ──found──▶ asking ──go──▶ sending ──release────────────────▶ released
 *     │ │               ▲               │├──incomplete (operator)──▶ asking
 *     │ ├──found────▶ refused           │├──incomplete (approver)──▶ seconding ──go──▶ sending
 *     │ │   (demand refuse)             │├──stop───────────────────▶ stopped
 *     │ └──found────▶ free              └──failed─────────────────▶ failed  (also from loading)
 *     │     (isFree)
 *     └──none──▶ gone
 *
 *  asking, seconding, refused, free, stopped, failed ──cancel──▶ cancelled
 *  asking, seconding ──pull (引き抜き)──▶ cancelled
 *
 *  `go` counts only when the buttons have been visible for 800 ms without a break and every field
 *  is filled; each entry into asking or seconding starts a new `round`, whose buttons must become
 *  visible anew. `cancel` while sending is ignored: the answer is on its way, and the page must
 *  not say 「中止しました」 about an act that is being released.
 */
export type QuestionState =
  | { readonly step: 'loading' }
  | { readonly step: 'gone' }
  | { readonly step: 'failed' }
  | { readonly step: 'cancelled'; readonly pulls?: true }
  | { readonly step: 'refused'; readonly question: Question }
  | { readonly step: 'free'; readonly question: Question }
  | { readonly step: 'released'; readonly question: Question }
  | { readonly step: 'stopped'; readonly question: Question; readonly code: StopCode }
  | Editing
  | { readonly step: 'sending'; readonly from: Editing };

export type Editing = EditingOf<'asking'> | EditingOf<'seconding'>;

type EditingOf<Step> = {
  readonly step: Step;
  readonly question: Question;
  readonly form: AnswerForm;
  readonly missing: readonly AnswerField[];
  /** Where the focus goes; a new object moves it again. It starts on 中止 (DOMAIN.md §4.1). */
  readonly focus: { readonly on: 'cancel' | AnswerField };
  /** Counts entries into a step, so that its buttons are new and must be seen anew. */
  readonly round: number;
  /** Time stamp since which the buttons are visible; absent while they are not. */
  readonly visibleSinceMs?: number | undefined;
};

export type QuestionEvent =
  | { readonly type: 'found'; readonly question: Question }
  | { readonly type: 'none' | 'failed' | 'hidden' | 'cancel' | 'pull' }
  | { readonly type: 'visible' | 'go'; readonly atMs: number }
  | { readonly type: 'edit'; readonly patch: Partial<AnswerForm> }
  | { readonly type: 'judged'; readonly judgement: Judgement };

/** A click sooner than this was aimed at what stood there before (SECURITY.md T39). */
export const SEEN_AFTER_MS = 800;

export const LOADING: QuestionState = { step: 'loading' };

/** Next state of the confirm page. An event that a state does not know changes nothing. */
export function reduceQuestion(state: QuestionState, event: QuestionEvent): QuestionState {
  switch (state.step) {
    case 'loading':
      return reduceLoading(state, event);
    case 'asking':
    case 'seconding':
      return reduceEditing(state, event);
    case 'sending':
      return reduceSending(state, event);
    case 'refused':
    case 'free':
    case 'stopped':
    case 'failed':
      return event.type === 'cancel' ? { step: 'cancelled' } : state;
    case 'gone':
    case 'released':
    case 'cancelled':
      return state;
  }
}

function reduceLoading(state: QuestionState, event: QuestionEvent): QuestionState {
  if (event.type === 'none') return { step: 'gone' };
  if (event.type === 'failed') return { step: 'failed' };
  if (event.type !== 'found') return state;
  const { question } = event;
  if (question.isFree) return { step: 'free', question };
  return question.demand === 'refuse'
    ? { step: 'refused', question }
    : startRound({ step: 'asking', question, form: EMPTY_FORM, missing: [], round: 0 });
}

function reduceEditing(state: Editing, event: QuestionEvent): QuestionState {
  switch (event.type) {
    case 'edit':
      return edit(state, event.patch);
    case 'visible':
      return state.visibleSinceMs === undefined ? { ...state, visibleSinceMs: event.atMs } : state;
    case 'hidden':
      return state.visibleSinceMs === undefined ? state : { ...state, visibleSinceMs: undefined };
    case 'go':
      return go(state, event.atMs);
    case 'cancel':
      return { step: 'cancelled' };
    case 'pull':
      return { step: 'cancelled', pulls: true };
    default:
      return state;
  }
}

function edit(state: Editing, patch: Partial<AnswerForm>): Editing {
  const form = { ...state.form, ...patch };
  const open = missingInForm({ ...state, form });
  return { ...state, form, missing: state.missing.filter((field) => open.includes(field)) };
}

function go(state: Editing, atMs: number): QuestionState {
  const { visibleSinceMs } = state;
  if (visibleSinceMs === undefined || atMs - visibleSinceMs < SEEN_AFTER_MS) return state;
  const missing = missingInForm(state);
  const [first] = missing;
  if (first) return { ...state, missing, focus: { on: first } };
  return { step: 'sending', from: state };
}

function reduceSending(
  state: Extract<QuestionState, { step: 'sending' }>,
  event: QuestionEvent,
): QuestionState {
  if (event.type === 'failed') return { step: 'failed' };
  if (event.type !== 'judged') return state;
  const { judgement } = event;
  const { from } = state;
  if (judgement.outcome === 'release') return { step: 'released', question: from.question };
  if (judgement.outcome === 'stop') {
    return { step: 'stopped', question: from.question, code: judgement.code };
  }
  return askAgain(from, judgement.missing);
}

/** The worker judges the operator's answer first, so that a second person is called in for cause. */
function askAgain(from: Editing, missing: readonly AnswerField[]): QuestionState {
  const own = missing.filter((field) => !isApproverField(field));
  if (own.length > 0) return startRound({ ...from, step: 'asking', missing: own });
  if (from.question.demand !== 'approve') return { step: 'failed' };
  return startRound({
    ...from,
    step: 'seconding',
    missing: from.step === 'seconding' ? missing : [],
  });
}

function startRound(editing: Omit<Editing, 'focus' | 'visibleSinceMs'>): Editing {
  const { step, question, form, missing } = editing;
  const focus = { on: missing[0] ?? 'cancel' } as const;
  return { step, question, form, missing, round: editing.round + 1, focus };
}
