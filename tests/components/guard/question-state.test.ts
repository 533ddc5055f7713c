import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingInForm } from '../../../components/guard/answer-form.ts';
import {
  LOADING,
  type QuestionEvent,
  type QuestionState,
  reduceQuestion,
  SEEN_AFTER_MS,
} from '../../../components/guard/question-state.ts';
import { buildQuestion } from '../support/build-question.ts';

const question = buildQuestion();
const found: QuestionEvent = { type: 'found', question };
const approve: QuestionEvent = { type: 'found', question: buildQuestion({ demand: 'approve' }) };
const refuse: QuestionEvent = { type: 'found', question: buildQuestion({ demand: 'refuse' }) };
const free: QuestionEvent = { type: 'found', question: buildQuestion({ isFree: true }) };
const seen: QuestionEvent = { type: 'visible', atMs: 1_000 };
const hidden: QuestionEvent = { type: 'hidden' };
const filled: QuestionEvent = {
  type: 'edit',
  patch: { recipient: 'self', reason: 'recipient-verified' },
};
const secondFilled: QuestionEvent = {
  type: 'edit',
  patch: { approverRecipient: 'self', approverId: '2077' },
};
const go: QuestionEvent = { type: 'go', atMs: 1_000 + SEEN_AFTER_MS };
const tooSoon: QuestionEvent = { type: 'go', atMs: 1_000 + SEEN_AFTER_MS - 1 };
const cancel: QuestionEvent = { type: 'cancel' };
const failed: QuestionEvent = { type: 'failed' };
const release: QuestionEvent = { type: 'judged', judgement: { outcome: 'release' } };
const stop: QuestionEvent = {
  type: 'judged',
  judgement: { outcome: 'stop', code: 'recipient-unknown' },
};
const noReason: QuestionEvent = {
  type: 'judged',
  judgement: { outcome: 'incomplete', missing: ['reason'] },
};
const noApprover: QuestionEvent = {
  type: 'judged',
  judgement: { outcome: 'incomplete', missing: ['approverId', 'approverRecipient'] },
};

function run(...events: readonly QuestionEvent[]): QuestionState {
  return events.reduce(reduceQuestion, LOADING);
}

const sent = [found, seen, filled, go] as const;
const toSecond = [approve, seen, filled, go, noApprover] as const;

describe('the diagram', () => {
  test.each<readonly [string, readonly QuestionEvent[], QuestionState['step']]>([
    ['a question is asked', [found], 'asking'],
    ['a refused act is refused at once', [refuse], 'refused'],
    ['an act that needs no answer any more is told of', [free], 'free'],
    ['an unknown nonce is gone', [{ type: 'none' }], 'gone'],
    ['a silent worker is a failure', [failed], 'failed'],
    ['a complete answer is sent', sent, 'sending'],
    ['a release ends it', [...sent, release], 'released'],
    ['a stop ends it', [...sent, stop], 'stopped'],
    ['a lost worker ends it', [...sent, failed], 'failed'],
    ['a missing answer asks again', [...sent, noReason], 'asking'],
    ['an approver is never asked for on a confirm', [...sent, noApprover], 'failed'],
    ['a safe first answer calls the second person', toSecond, 'seconding'],
    ['the second answer is sent', [...toSecond, seen, secondFilled, go], 'sending'],
    [
      'a missing second answer asks the second person',
      [...toSecond, seen, secondFilled, go, noApprover],
      'seconding',
    ],
    [
      'a missing first answer goes back to the operator',
      [...toSecond, seen, secondFilled, go, noReason],
      'asking',
    ],
    ['cancel leaves the question', [found, cancel], 'cancelled'],
    ['cancel leaves the second step', [...toSecond, cancel], 'cancelled'],
    ['cancel leaves a refusal', [refuse, cancel], 'cancelled'],
    ['cancel leaves what was told', [free, cancel], 'cancelled'],
    ['cancel leaves a stop', [...sent, stop, cancel], 'cancelled'],
    ['cancel leaves a failure', [failed, cancel], 'cancelled'],
    ['cancel is ignored while the answer is on its way', [...sent, cancel], 'sending'],
    ['nothing follows a release', [...sent, release, cancel, found, stop], 'released'],
  ])('%s', (_, events, step) => {
    expect(run(...events).step).toBe(step);
  });
});

describe('going on', () => {
  test.each<readonly [string, readonly QuestionEvent[]]>([
    ['before the buttons are seen', [found, filled, go]],
    ['sooner than 800 ms after they are seen', [found, seen, filled, tooSoon]],
    ['after they were hidden', [found, seen, hidden, filled, go]],
    ['with a field open', [found, seen, go]],
  ])('is not possible %s', (_, events) => {
    expect(run(...events).step).toBe('asking');
  });

  test('a second report of visibility does not start the 800 ms anew', () => {
    expect(run(found, seen, filled, { type: 'visible', atMs: 1_700 }, go).step).toBe('sending');
  });

  test('an incomplete answer marks its fields and enters the first of them', () => {
    expect(run(found, seen, go)).toMatchObject({
      missing: ['recipient', 'reason'],
      focus: { on: 'recipient' },
    });
  });

  test('a new round enters the missing field and must be seen anew', () => {
    const state = run(...sent, noReason);
    expect(state).toMatchObject({ missing: ['reason'], focus: { on: 'reason' }, round: 2 });
    expect(reduceQuestion(state, go)).toBe(state);
  });

  test('a mark goes away with its cause', () => {
    expect(run(found, seen, go, filled)).toMatchObject({ missing: [] });
  });

  test('digits count only when they are four', () => {
    const asksDigits: QuestionEvent = {
      type: 'found',
      question: buildQuestion({ asksDigits: true }),
    };
    const digits = (lastFour: string): QuestionEvent => ({ type: 'edit', patch: { lastFour } });
    expect(run(asksDigits, seen, filled, digits('123'), go).step).toBe('asking');
    expect(run(asksDigits, seen, filled, digits('１２３４'), go).step).toBe('sending');
  });
});

const anyEvent = fc.oneof(
  fc.constantFrom(found, approve, refuse, free, hidden, filled, secondFilled, cancel, failed),
  fc.constantFrom(release, stop, noReason, noApprover),
  fc.nat(3_000).map((atMs): QuestionEvent => ({ type: 'visible', atMs })),
  fc.nat(3_000).map((atMs): QuestionEvent => ({ type: 'go', atMs })),
);

test('whatever happens, an answer is sent only when it is complete and was seen long enough', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let state: QuestionState = LOADING;
      for (const event of events) {
        const before = state;
        state = reduceQuestion(before, event);
        if (state.step !== 'sending' || before.step === 'sending') continue;
        expect(event.type).toBe('go');
        expect(missingInForm(state.from)).toEqual([]);
        const atMs = event.type === 'go' ? event.atMs : Number.NaN;
        expect(atMs - (state.from.visibleSinceMs ?? Number.NaN)).toBeGreaterThanOrEqual(
          SEEN_AFTER_MS,
        );
      }
    }),
    { numRuns: 2_000 },
  );
});

test('whatever happens, a refused act is never sent or released', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const state = run(refuse, ...events);
      expect(['refused', 'cancelled']).toContain(state.step);
    }),
  );
});
