import type { OptionValues } from './command.ts';

/** Wrong use of the command line; the message says how to use it. Exit code 2. */
export class UsageError extends Error {}

/** A text that must be given. */
export function requireText(values: OptionValues, name: string): string {
  const value = readText(values, name);
  if (value === undefined) throw new UsageError(`--${name} を指定してください。`);
  return value;
}

/** A text that may be given. */
export function readText(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Texts of an option that may stand several times. */
export function readTexts(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** A whole number within bounds. */
export function readCount(
  values: OptionValues,
  name: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const text = readText(values, name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= bounds.min && count <= bounds.max) return count;
  throw new UsageError(
    `--${name} は ${bounds.min} から ${bounds.max} までの整数で指定してください。`,
  );
}

/** One of a few words. */
export function readChoice<Choice extends string>(
  values: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const text = readText(values, name);
  if (text === undefined) return undefined;
  const choice = choices.find((word) => word === text);
  if (choice) return choice;
  throw new UsageError(`--${name} は ${choices.join('・')} のどれかで指定してください。`);
}
