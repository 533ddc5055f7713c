import type { ParseArgsConfig } from 'node:util';
import type { Outcome, Problem } from '../problem.ts';

/** Values of the options of one call, as `parseArgs` gives them; checked by `read-options.ts`. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** What a command prints: lines for people, a value for `--json`, cautions for both. */
export type Report = {
  readonly lines: readonly string[];
  readonly value: unknown;
  readonly cautions?: readonly Problem[];
};

/** One command of the publisher. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Text after `--help`, below the usage line. */
  readonly help: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Most words that may stand behind the name; they reach `run` as the value `positionals`. */
  readonly positionals?: number;
  readonly run: (values: OptionValues, io: CommandIo) => Promise<Outcome<Report>>;
};

/** Time and randomness of one call. */
export type CommandIo = {
  readonly nowMs: number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Told about long work: what, how much is done, of how much. */
  readonly progress?: (step: string, doneCount: number, totalCount: number) => void;
};
