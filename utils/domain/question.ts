import type { Act, Demand } from './act.ts';
import type { FailureCode } from './failure.ts';
import type { Reason, Situation } from './situation.ts';

/** Who will receive the output (DESIGN.md §8). */
export const RECIPIENTS = [
  'self', // 本人
  'household', // 同一世帯
  'counterpart', // 相手方
  'representative', // 代理人・弁護士
  'other-municipality', // 他自治体
  'internal', // 庁内
  'contractor', // 委託先
  'unknown', // 不明
] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** Who is on the phone, or will be called. */
export const CALLERS = [
  'self',
  'family',
  'counterpart',
  'representative',
  'other-municipality',
  'internal',
  'police-court',
  'unknown',
] as const;
export type Caller = (typeof CALLERS)[number];

/** Specific reasons; free text is never the only record of why (PEERS.md lesson 5). */
export const ANSWER_REASONS = [
  'recipient-verified', // 受取人本人を確認した
  'destination-corrected', // 送付先を訂正・確認した
  'instructed-by-owner', // 担当課（支援措置責任者）の指示による
  'internal-use', // 庁内の決裁・保管用
  'no-address-in-output', // 出力に住所・電話番号を含まない
  'call-back-main-number', // 代表番号へ折り返す
] as const;
export type AnswerReason = (typeof ANSWER_REASONS)[number];

/**
 * Time within which a question can be answered, and for which the act is held in its page; a
 * forgotten question is closed as `too-late`.
 */
export const QUESTION_LIFETIME_MS = 10 * 60_000;

/**
 * One question about one act in one document, as the confirm frame shows it. It holds nothing that
 * the page does not already show, and no flag data beyond role-free wording codes.
 */
export type Question = {
  readonly nonce: string;
  readonly act: Act;
  readonly actName: string;
  /** The page's own words for whose record is open; empty when the profile names no element. */
  readonly subjectLabel: string;
  /** The page's own words for who receives it. */
  readonly recipientLabel?: string | undefined;
  readonly systemName: string;
  readonly demand: Exclude<Demand, 'allow'>;
  readonly situation: Situation;
  readonly reasons: readonly Reason[];
  readonly doubts: readonly FailureCode[];
  /** Guidance texts from the signed configuration, in order, without duplicates. */
  readonly guidance: readonly string[];
  /** Section to ask and its extension number, e.g. 「戸籍住民課 内線2201」; empty when unknown. */
  readonly contact: string;
  /** Age of the data, ms; absent when there is none. */
  readonly dataAgeMs?: number;
  readonly counterMode: boolean;
  /** True when the last four digits of the recipient's number must be typed. */
  readonly asksDigits: boolean;
  /** True when nobody holds the act: after the answer the staff member does it once more. */
  readonly mustRepeat?: boolean;
  /** True when the view needs no answer any more: all that is left is to say so. */
  readonly isFree?: boolean;
  /** So many digits, when it is not the last four. */
  readonly digitCount?: number | undefined;
  readonly operatorLabel: string;
  /** Flagged rows that could be unticked instead of answering (引き抜き); absent for other acts. */
  readonly pullCount?: number | undefined;
  /** How many rows of a list were read, where it holds more than it draws. */
  readonly readRowCount?: number | undefined;
  readonly expiresAtMs: number;
};

/** What the operator (and the second person) gave. */
export type Answer = {
  readonly recipient?: Recipient | undefined;
  readonly caller?: Caller | undefined;
  readonly lastFour?: string | undefined;
  readonly reason?: AnswerReason | undefined;
  readonly note?: string | undefined;
  /** Recorded second person (not an authentication): own staff number and own recipient answer. */
  readonly approver?:
    | {
        readonly staffId: string;
        readonly recipient?: Recipient | undefined;
        readonly caller?: Caller | undefined;
      }
    | undefined;
};

/** What an answer leads to. `stop` codes have a text with cause and handling each. */
export type Judgement =
  | { readonly outcome: 'release' }
  | { readonly outcome: 'incomplete'; readonly missing: readonly AnswerField[] }
  | { readonly outcome: 'stop'; readonly code: StopCode };

export const ANSWER_FIELDS = [
  'recipient',
  'caller',
  'lastFour',
  'reason',
  'approverId',
  'approverRecipient',
  'approverCaller',
] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];

export const STOP_CODES = [
  'refused-by-rule', // S5: no local override
  'recipient-is-counterpart',
  'recipient-unknown',
  'caller-is-counterpart',
  'caller-unverified', // family, unknown: お答えできません。折り返します。
  'call-back-required', // 他自治体: 代表番号へ折り返し
  'digits-wrong',
  'operator-unknown', // No operatorLabel: nobody can tell the second person from the first
  'approver-is-operator',
  'approver-disagrees',
  'view-changed', // Another record was opened, or the text changed, while the question stood
  'too-late',
] as const;
export type StopCode = (typeof STOP_CODES)[number];
