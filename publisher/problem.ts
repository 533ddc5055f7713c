/** Where in the inputs a problem stands. Rows count from 1 at the header line, as spreadsheets do. */
export type Place = { readonly file: string; readonly row?: number; readonly column?: string };

/**
 * One refusal or caution for the flag owner: place, cause, remedy. Never a number, name or address
 * of a person; cases are named by their management number only.
 */
export type Problem = Place & {
  readonly code: ProblemCode;
  readonly cause: string;
  readonly remedy: string;
};

export const PROBLEM_CODES = [
  'file-unreadable',
  'encoding',
  'csv-shape',
  'column-missing',
  'column-repeated',
  'column-forbidden',
  'value-missing',
  'value-domain',
  'date',
  'date-order',
  'identifier',
  'municipality',
  'history',
  'contradiction',
  'case-unknown',
  'too-many-flags',
  'removal',
  'addition',
  'mass-change',
  'stale-release',
  'config',
  'signature',
  'keys',
  'feed',
  'both-sides', // Caution only.
  'column-unknown', // Caution only.
  'contact-unreadable', // Caution only.
  'provisional-kept', // Caution only.
  'identifier-lost', // Caution only.
  'release-overtaken', // Caution only.
  'register-only', // Caution only.
  'register-missing', // Caution only.
  'party-unresolved', // Caution only.
  'check-digit', // Caution only.
  'row-repeated', // Caution only.
  'my-number', // Caution in the join file.
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** An operation that either succeeds or names everything that has to be put right. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Wraps one or more refusals. */
export function refuse(...problems: readonly Problem[]): {
  readonly ok: false;
  readonly problems: readonly Problem[];
} {
  return { ok: false, problems };
}

/** Joins outcomes: all values, or all problems of all of them. */
export function joinOutcomes<Value>(
  outcomes: readonly Outcome<Value>[],
): Outcome<readonly Value[]> {
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  if (problems.length > 0) return refuse(...problems);
  return { ok: true, value: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])) };
}

/** One line for the terminal: 「申出書.csv 5行目「支援措置終了年月日」：原因。対処」. */
export function describeProblem(problem: Problem): string {
  const row = problem.row === undefined ? '' : ` ${problem.row}行目`;
  const column = problem.column === undefined ? '' : `「${problem.column}」`;
  return `${problem.file}${row}${column}：${problem.cause}${problem.remedy}`;
}
