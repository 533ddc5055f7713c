import type { Act } from './act.ts';
import type { Identifier } from './identifier.ts';

/** A guarded act that a frame holds, as it asks the worker about it. */
export type ActRequest = {
  readonly act: Act;
  readonly actName: string;
  /** The page's own words for whose record is open (profile `subject`), empty when none. */
  readonly subjectLabel: string;
  /** The page's own words for who receives it (profile `acts[].recipient`). */
  readonly recipientLabel?: string | undefined;
  /** Digest of what the act would carry, as far as the frame can see it (`ViewReport`). */
  readonly contentHash: string;
  /** Last four digits of the recipient's number where the page shows one. */
  readonly lastFour?: string | undefined;
  /** All of them, where the profile has the whole number typed again. */
  readonly number?: string | undefined;
  /**
   * The number that the act itself names (`tel:`), which may stand nowhere on the page: it is the
   * recipient of this act and of no other.
   */
  readonly callee?: readonly Identifier[] | undefined;
  /** True when every flagged row of the frame is unticked, and nothing else of the list is hidden. */
  readonly leavesRowsOut?: boolean | undefined;
  /** How many rows the frame has read, where its lists hold more than they draw. */
  readonly readRowCount?: number | undefined;
  /** The first asking was not answered: its question may have been shown, and even answered, since. */
  readonly isRepeated?: boolean | undefined;
};

/**
 * `asked`: the act stays held until the worker releases or withdraws the request. `released`: that has
 * happened while the guard still waited for this reply.
 */
export type ActReply =
  | { readonly outcome: 'allow' }
  | { readonly outcome: 'asked' | 'released'; readonly requestId: string };
