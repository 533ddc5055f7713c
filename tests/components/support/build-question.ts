import type { Question } from '../../../utils/domain/question.ts';

/** A question about a print on a protected record; `change` names what a test is about. */
export function buildQuestion(change: Partial<Question> = {}): Question {
  return {
    nonce: 'n1',
    act: 'print',
    actName: '催告書の印刷',
    subjectLabel: '架空 花子',
    systemName: '債権管理',
    demand: 'confirm',
    situation: 'protected',
    reasons: [{ situation: 'protected', code: 'protected-record' }],
    doubts: [],
    guidance: [],
    contact: '戸籍住民課 内線2201',
    counterMode: false,
    asksDigits: false,
    operatorLabel: '職員1024',
    expiresAtMs: 120_000,
    ...change,
  };
}
