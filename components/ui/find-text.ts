import type { TextKey, Translate } from './text.ts';

/** Text of a word from the records; a word of another version is shown as it was written. */
export function findText(
  t: Translate,
  texts: Readonly<Record<string, TextKey>>,
  word: string | undefined,
): string {
  if (word === undefined) return '';
  const key = Object.hasOwn(texts, word) ? texts[word] : undefined;
  return key ? t(key) : word;
}
