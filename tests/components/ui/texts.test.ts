import { describe, expect, test } from 'vitest';
import {
  ANSWER_REASON_TEXTS,
  CALLER_TEXTS,
  RECIPIENT_TEXTS,
} from '../../../components/ui/answer-texts.ts';
import { failureText } from '../../../components/ui/failure-text.ts';
import { REASON_TEXTS, SITUATION_TEXTS } from '../../../components/ui/situation-texts.ts';
import { STOP_TEXTS } from '../../../components/ui/stop-texts.ts';
import en from '../../../public/_locales/en/messages.json' with { type: 'json' };
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { FAILURE_CODES } from '../../../utils/domain/failure.ts';
import { ANSWER_REASONS, CALLERS, RECIPIENTS, STOP_CODES } from '../../../utils/domain/question.ts';
import { REASON_CODES, SITUATIONS } from '../../../utils/domain/situation.ts';

type Key = keyof typeof ja;
const keys = Object.keys(ja) as Key[];
const substitutions = (text: string) => [...text.matchAll(/\$\d/g)].map(([mark]) => mark).sort();

describe('both languages', () => {
  test('hold the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(ja));
  });

  test.each(keys)('%s is written in both, with the same substitutions', (key) => {
    expect(ja[key].message.trim()).not.toBe('');
    expect(substitutions(en[key].message)).toEqual(substitutions(ja[key].message));
  });

  test.each(keys)('%s holds no forbidden word and no exclamation mark', (key) => {
    const both = `${ja[key].message} ${en[key].message}`;
    expect(both).not.toMatch(/DV|ＤＶ|加害者|被害者|期限切れ|監視|キャッシュ|同期|[!！]/i);
  });
});

describe('every code has its own text', () => {
  test.each([
    ['failures', FAILURE_CODES, FAILURE_CODES.map((code) => failureText(code).cause)],
    ['stops', STOP_CODES, Object.values(STOP_TEXTS).map((text) => text.cause)],
    ['situations', SITUATIONS, Object.values(SITUATION_TEXTS).map((text) => text.title)],
    ['reasons', REASON_CODES, Object.values(REASON_TEXTS)],
    ['recipients', RECIPIENTS, Object.values(RECIPIENT_TEXTS).map(({ text }) => text)],
    ['callers', CALLERS, Object.values(CALLER_TEXTS).map(({ text }) => text)],
    ['answer reasons', ANSWER_REASONS, Object.values(ANSWER_REASON_TEXTS).map(({ text }) => text)],
  ] as const)('%s', (_, codes, textKeys) => {
    expect(new Set(textKeys.map((key) => ja[key].message)).size).toBe(codes.length);
  });
});

describe('what counter mode shows', () => {
  const optionKeys = [RECIPIENT_TEXTS, CALLER_TEXTS, ANSWER_REASON_TEXTS].flatMap((texts) =>
    Object.values(texts).map(({ neutral }) => neutral),
  );
  const neutralKeys = keys.filter((key) => key.startsWith('counter_') || key.includes('neutral'));
  test.each([...optionKeys, ...neutralKeys])('%s holds no case word', (key) => {
    expect(ja[key].message).not.toMatch(/支援|相手方|対象者/);
  });
});
