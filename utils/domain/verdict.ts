import type { Flag } from './case.ts';
import type { FailureCode } from './failure.ts';

/**
 * The answer to "does this identifier touch a case?".
 * `clear` is only ever said from verified, fresh data; anything else is `unknown`.
 */
export type Verdict =
  | { readonly status: 'flagged'; readonly flags: readonly Flag[] }
  | { readonly status: 'clear' }
  | { readonly status: 'unknown'; readonly reason: FailureCode };
