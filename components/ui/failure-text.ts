import type { FailureCode } from '../../utils/domain/failure.ts';
import type { TextKey } from './text.ts';

/** Every message names its cause and its handling (DOMAIN.md §4.1). */
export type CauseAndHandling = { readonly cause: TextKey; readonly handling: TextKey };

/** Text keys are written with `_`. */
type Written<Code extends string> = Code extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Written<Tail>}`
  : Code;

/**
 * Staff text of an expected failure, named after its code: a table of them would go into every
 * watched page. A new code without a text does not compile.
 */
export function failureText(code: FailureCode): CauseAndHandling {
  const written = code.replaceAll('-', '_') as Written<FailureCode>;
  return { cause: `failure_${written}_cause`, handling: `failure_${written}_handling` };
}
