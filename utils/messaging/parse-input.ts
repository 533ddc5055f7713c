import * as v from 'valibot';
import { ACTS } from '../domain/act.ts';
import { FAILURE_CODES } from '../domain/failure.ts';
import { type IdentifierKind, parseIdentifierKind } from '../domain/identifier.ts';
import { ANSWER_REASONS, CALLERS, RECIPIENTS } from '../domain/question.ts';
import { PLACES } from '../domain/situation.ts';
import type { Protocol } from './protocol.ts';

/** Bounds of one report: a frame with more than this is told as *cannot tell* by its guard. */
export const MAX_CANDIDATES = 50_000;
const MAX_FORMS = 8;
const MAX_TEXT = 400;
/** Bounds of one part of a long list. */
const MAX_GROUPS = 500;
const MAX_GROUP_TEXTS = 2_000;
const MAX_GROUP_RULES = 50;
const MAX_CELL = 2_000;

const TEXT = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const DIGEST = v.pipe(v.string(), v.regex(/^[0-9a-f]{1,64}$/));
const NONCE = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{16,64}$/));
const KIND = v.custom<IdentifierKind>((value) => parseIdentifierKind(value) !== undefined);

const FORMS = v.pipe(v.array(v.strictObject({ kind: KIND, value: TEXT })), v.maxLength(MAX_FORMS));

const CANDIDATE = v.strictObject({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  forms: FORMS,
  place: v.picklist(PLACES),
  anchored: v.boolean(),
});

const RULE = v.strictObject({
  kind: KIND,
  digits: v.optional(v.strictObject({ min: v.number(), max: v.number() })),
});

const TEXT_GROUP = v.strictObject({
  rules: v.pipe(v.array(RULE), v.maxLength(MAX_GROUP_RULES)),
  texts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_CELL))), v.maxLength(MAX_GROUP_TEXTS)),
});

const ANSWER = v.strictObject({
  recipient: v.optional(v.picklist(RECIPIENTS)),
  caller: v.optional(v.picklist(CALLERS)),
  lastFour: v.optional(v.pipe(v.string(), v.maxLength(20))),
  reason: v.optional(v.picklist(ANSWER_REASONS)),
  note: v.optional(v.pipe(v.string(), v.maxLength(200))),
  approver: v.optional(
    v.strictObject({
      staffId: v.pipe(v.string(), v.maxLength(40)),
      recipient: v.optional(v.picklist(RECIPIENTS)),
      caller: v.optional(v.picklist(CALLERS)),
    }),
  ),
});

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0));

const SHOWN_NUMBER = v.strictObject({
  label: v.pipe(v.string(), v.maxLength(60)),
  lastFour: v.pipe(v.string(), v.maxLength(4)),
  others: COUNT,
});

const INPUTS = {
  openDocument: v.strictObject({ url: v.pipe(v.string(), v.maxLength(4_000)) }),
  reportView: v.strictObject({
    candidates: v.pipe(v.array(CANDIDATE), v.maxLength(MAX_CANDIDATES)),
    contentHash: DIGEST,
    doubts: v.pipe(v.array(v.picklist(FAILURE_CODES)), v.maxLength(20)),
    subject: v.optional(SHOWN_NUMBER),
    recipient: v.optional(SHOWN_NUMBER),
  }),
  screenTexts: v.strictObject({
    groups: v.pipe(v.array(TEXT_GROUP), v.maxLength(MAX_GROUPS)),
  }),
  requestAct: v.strictObject({
    act: v.picklist(ACTS),
    actName: v.pipe(v.string(), v.maxLength(80)),
    subjectLabel: v.pipe(v.string(), v.maxLength(200)),
    recipientLabel: v.optional(v.pipe(v.string(), v.maxLength(200))),
    contentHash: DIGEST,
    lastFour: v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,4}$/))),
    number: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{5,15}$/))),
    callee: v.optional(FORMS),
    leavesRowsOut: v.optional(v.boolean()),
    readRowCount: v.optional(COUNT),
    isRepeated: v.optional(v.boolean()),
  }),
  reportOutcome: v.strictObject({ requestId: NONCE, outcome: v.picklist(['done', 'abandoned']) }),
  moveQuestion: v.strictObject({ nonce: NONCE }),
  reportRows: v.strictObject({ ticked: COUNT, leftOut: COUNT, boxless: COUNT }),
  pullRows: v.strictObject({}),
  openPullList: v.strictObject({}),
  readQuestion: v.strictObject({ nonce: NONCE }),
  answerQuestion: v.strictObject({ nonce: NONCE, answer: ANSWER }),
  cancelQuestion: v.strictObject({ nonce: NONCE }),
  pullInstead: v.strictObject({ nonce: NONCE }),
  readPullList: v.strictObject({ tabId: COUNT }),
  readStatus: v.strictObject({}),
  readRecords: v.strictObject({
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
  }),
  exportRecords: v.strictObject({ fromSeq: COUNT }),
  awaitReady: v.strictObject({}),
  syncNow: v.strictObject({}),
  setCounterMode: v.strictObject({ isOn: v.boolean() }),
} as const satisfies { [Name in keyof Protocol]: v.GenericSchema };

/** Parses the input of one message; undefined when it is malformed or out of bounds. */
export function parseInput<Name extends keyof Protocol>(
  name: Name,
  input: unknown,
): Parameters<Protocol[Name]>[0] | undefined {
  const parsed = v.safeParse(INPUTS[name], input);
  return parsed.success ? (parsed.output as Parameters<Protocol[Name]>[0]) : undefined;
}

/** Names a message, or returns undefined when there is no such message. */
export function parseMessageName(value: unknown): keyof Protocol | undefined {
  return typeof value === 'string' && Object.hasOwn(INPUTS, value)
    ? (value as keyof Protocol)
    : undefined;
}
