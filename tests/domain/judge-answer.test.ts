import { describe, expect, test } from 'vitest';
import { type JudgeContext, judgeAnswer } from '../../utils/domain/judge-answer.ts';
import type { Answer } from '../../utils/domain/question.ts';

function context(overrides: Partial<JudgeContext['question']> = {}): JudgeContext {
  return {
    question: {
      act: 'print',
      demand: 'confirm',
      situation: 'protected',
      asksDigits: true,
      ...overrides,
    },
    expectedLastFour: '5678',
    operatorLabel: '職員 100234',
  };
}

const complete: Answer = { recipient: 'self', lastFour: '5678', reason: 'recipient-verified' };
const approver = { staffId: '100777', recipient: 'self' } as const;

describe('a confirmation', () => {
  test('a complete and safe answer releases', () => {
    expect(judgeAnswer(complete, context())).toEqual({ outcome: 'release' });
  });

  test('full-width digits count as typed', () => {
    expect(judgeAnswer({ ...complete, lastFour: '５６７８' }, context())).toEqual({
      outcome: 'release',
    });
  });

  test.each([
    ['nothing', {}, ['recipient', 'lastFour', 'reason']],
    ['no reason', { ...complete, reason: undefined }, ['reason']],
    ['blank digits', { ...complete, lastFour: '　' }, ['lastFour']],
  ] as const)('%s asks again for what is missing', (_title, answer, missing) => {
    expect(judgeAnswer(answer, context())).toEqual({ outcome: 'incomplete', missing });
  });

  test.each([
    [
      'the other party receives it',
      { ...complete, recipient: 'counterpart' },
      'recipient-is-counterpart',
    ],
    ['nobody knows who receives it', { ...complete, recipient: 'unknown' }, 'recipient-unknown'],
    ['the digits are those of another record', { ...complete, lastFour: '5679' }, 'digits-wrong'],
    [
      'a dangerous answer stops even before the rest is filled in',
      { recipient: 'counterpart' },
      'recipient-is-counterpart',
    ],
  ] as const)('%s: stop', (_title, answer, code) => {
    expect(judgeAnswer(answer, context())).toEqual({ outcome: 'stop', code });
  });

  test('a refusal by rule has no answer that releases', () => {
    expect(judgeAnswer({ ...complete, approver }, context({ demand: 'refuse' }))).toEqual({
      outcome: 'stop',
      code: 'refused-by-rule',
    });
  });
});

describe('a phone contact', () => {
  const phone = context({ act: 'phone', asksDigits: false });

  test.each([
    ['counterpart', 'recipient-verified', { outcome: 'stop', code: 'caller-is-counterpart' }],
    ['family', 'recipient-verified', { outcome: 'stop', code: 'caller-unverified' }],
    ['unknown', undefined, { outcome: 'stop', code: 'caller-unverified' }],
    ['other-municipality', 'recipient-verified', { outcome: 'stop', code: 'call-back-required' }],
    ['other-municipality', 'call-back-main-number', { outcome: 'release' }],
    ['police-court', 'call-back-main-number', { outcome: 'release' }],
    ['internal', 'internal-use', { outcome: 'release' }],
    ['self', undefined, { outcome: 'incomplete', missing: ['reason'] }],
  ] as const)('caller %s with reason %s', (caller, reason, expected) => {
    expect(judgeAnswer({ caller, reason }, phone)).toEqual(expected);
  });
});

describe('the other party’s own matter', () => {
  const own = { situation: 'counterpart' } as const;
  const toHim: Answer = { ...complete, recipient: 'counterpart' };

  test('his own letter, with nothing of the protected side on view, may go to him', () => {
    expect(judgeAnswer(toHim, context(own))).toEqual({ outcome: 'release' });
  });

  test.each(['protected', 'related', 'both-sides', 'batch', 'cannot-tell'] as const)(
    'in the situation %s the same answer stops',
    (situation) => {
      expect(judgeAnswer(toHim, context({ situation }))).toEqual({
        outcome: 'stop',
        code: 'recipient-is-counterpart',
      });
    },
  );

  test('a call to him goes on only with a second person', () => {
    const caller: Answer = { caller: 'counterpart', reason: 'recipient-verified' };
    const call = { ...own, act: 'phone', asksDigits: false } as const;
    expect(judgeAnswer(caller, context(call))).toMatchObject({ code: 'caller-is-counterpart' });
    const seconded = { ...caller, approver: { staffId: '100777', caller: 'counterpart' as const } };
    expect(judgeAnswer(seconded, context({ ...call, demand: 'approve' }))).toEqual({
      outcome: 'release',
    });
  });
});

describe('a second person', () => {
  const needed = context({ demand: 'approve' });

  test('a different person who answers the same releases', () => {
    expect(judgeAnswer({ ...complete, approver }, needed)).toEqual({ outcome: 'release' });
  });

  test.each([
    [
      'nobody came',
      complete,
      { outcome: 'incomplete', missing: ['approverId', 'approverRecipient'] },
    ],
    [
      'the operator signs for the approver',
      { ...complete, approver: { ...approver, staffId: '１００２３４' } },
      { outcome: 'stop', code: 'approver-is-operator' },
    ],
    [
      'the second person sees another recipient',
      { ...complete, approver: { ...approver, recipient: 'household' } },
      { outcome: 'stop', code: 'approver-disagrees' },
    ],
  ] as const)('%s', (_title, answer, expected) => {
    expect(judgeAnswer(answer, needed)).toEqual(expected);
  });
});

describe('a PC without an operator', () => {
  const unset = (demand: 'confirm' | 'approve') => ({ ...context({ demand }), operatorLabel: ' ' });

  test('stops before a second person is called in, whoever that is', () => {
    const stopped = { outcome: 'stop', code: 'operator-unknown' };
    expect(judgeAnswer(complete, unset('approve'))).toEqual(stopped);
    expect(judgeAnswer({ ...complete, approver }, unset('approve'))).toEqual(stopped);
  });

  test('confirms as any other', () => {
    expect(judgeAnswer(complete, unset('confirm'))).toEqual({ outcome: 'release' });
  });
});
