import type {
  Answer,
  AnswerField,
  Caller,
  Judgement,
  Question,
  Recipient,
  StopCode,
} from './question.ts';

/** What the judge knows besides the answer. Nothing here comes from the page's own scripts. */
export type JudgeContext = {
  readonly question: Pick<Question, 'act' | 'demand' | 'situation' | 'asksDigits'>;
  /** Digits that must be typed; present when the question asks for them. */
  readonly expectedLastFour?: string | undefined;
  /** Staff number or name of the operator as managed policy gives it, or gave it last; '' = none. */
  readonly operatorLabel: string;
};

/**
 * Judges an answer (DESIGN.md §8). A missing field asks again, a wrong or dangerous one stops;
 * nothing but a complete and safe answer releases. `refuse` never releases (core rule, §5).
 */
export function judgeAnswer(answer: Answer, context: JudgeContext): Judgement {
  const { question } = context;
  if (question.demand === 'refuse') return stop('refused-by-rule');

  const danger = dangerOf(answer, context);
  if (danger) return stop(danger);
  // Said before a second person is called in: without the first one's name there is no second.
  if (question.demand === 'approve' && halfWidth(context.operatorLabel) === '') {
    return stop('operator-unknown');
  }

  const missing = missingFields(answer, context);
  if (missing.length > 0) return { outcome: 'incomplete', missing };
  if (question.asksDigits && !hasExpectedDigits(answer, context)) return stop('digits-wrong');

  return question.demand === 'approve' ? judgeApprover(answer, context) : { outcome: 'release' };
}

/** The first answer that must not go on, whatever else is filled in. */
function dangerOf(answer: Answer, { question }: JudgeContext): StopCode | undefined {
  const isOwnMatter = isCounterpartsOwnMatter(question);
  return question.act === 'phone'
    ? dangerousCaller(answer.caller, { answer, isOwnMatter })
    : dangerousRecipient(answer.recipient, isOwnMatter);
}

/**
 * On the other party's own record, with nothing of the protected side on view, the true answer
 * 「相手方」 is not the dangerous one: he gets his own letters. A call needs the second person who
 * has read what must not be said (横浜).
 */
function isCounterpartsOwnMatter({ act, demand, situation }: JudgeContext['question']): boolean {
  return situation === 'counterpart' && (act !== 'phone' || demand === 'approve');
}

function dangerousRecipient(
  recipient: Recipient | undefined,
  isOwnMatter: boolean,
): StopCode | undefined {
  if (recipient === 'counterpart' && !isOwnMatter) return 'recipient-is-counterpart';
  if (recipient === 'unknown') return 'recipient-unknown';
  return undefined;
}

/**
 * 逗子, 日立, 東彼杵: pressure on the phone. Family and unknown callers get the refusal text; another
 * municipality is called back under its main number (DOMAIN.md §4, rows 19–21).
 */
function dangerousCaller(
  caller: Caller | undefined,
  { answer, isOwnMatter }: { readonly answer: Answer; readonly isOwnMatter: boolean },
): StopCode | undefined {
  if (caller === 'counterpart' && !isOwnMatter) return 'caller-is-counterpart';
  if (caller === 'family' || caller === 'unknown') return 'caller-unverified';
  const needsCallBack = caller === 'other-municipality' || caller === 'police-court';
  if (needsCallBack && answer.reason !== undefined && answer.reason !== 'call-back-main-number') {
    return 'call-back-required';
  }
  return undefined;
}

function missingFields(answer: Answer, { question }: JudgeContext): readonly AnswerField[] {
  const isPhone = question.act === 'phone';
  const fields: AnswerField[] = [];
  if (isPhone && !answer.caller) fields.push('caller');
  if (!isPhone && !answer.recipient) fields.push('recipient');
  if (question.asksDigits && !answer.lastFour?.trim()) fields.push('lastFour');
  if (!answer.reason) fields.push('reason');
  return question.demand === 'approve'
    ? [...fields, ...missingApproverFields(answer, isPhone)]
    : fields;
}

function missingApproverFields(answer: Answer, isPhone: boolean): readonly AnswerField[] {
  const fields: AnswerField[] = [];
  if (!answer.approver?.staffId.trim()) fields.push('approverId');
  if (isPhone && !answer.approver?.caller) fields.push('approverCaller');
  if (!isPhone && !answer.approver?.recipient) fields.push('approverRecipient');
  return fields;
}

function hasExpectedDigits(answer: Answer, { expectedLastFour }: JudgeContext): boolean {
  return expectedLastFour !== undefined && halfWidth(answer.lastFour ?? '') === expectedLastFour;
}

/** 美咲, さいたま: the second person must have read the same text and answer for themselves. */
function judgeApprover(answer: Answer, { operatorLabel }: JudgeContext): Judgement {
  const { approver } = answer;
  if (!approver) return { outcome: 'incomplete', missing: ['approverId'] };
  if (isSamePerson(approver.staffId, operatorLabel)) return stop('approver-is-operator');
  const agrees = approver.recipient === answer.recipient && approver.caller === answer.caller;
  return agrees ? { outcome: 'release' } : stop('approver-disagrees');
}

/** Compares staff labels without width, case and spaces; equal digits mean the same person. */
function isSamePerson(staffId: string, operatorLabel: string): boolean {
  const a = halfWidth(staffId).toUpperCase();
  const b = halfWidth(operatorLabel).toUpperCase();
  if (a === b) return true;
  const digits = a.replace(/\D/g, '');
  return digits !== '' && digits === b.replace(/\D/g, '');
}

function halfWidth(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

function stop(code: StopCode): Judgement {
  return { outcome: 'stop', code };
}
