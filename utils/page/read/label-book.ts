import { SEAM } from '../../domain/find-values.ts';
import type { IdentifierRule, SiteProfile } from '../../domain/site-profile.ts';

/** A stretch of text with the rules of the label in front of it. */
export type Segment = {
  readonly text: string;
  readonly rules: readonly IdentifierRule[] | undefined;
};

/** The labels of a profile, ready for look-up. */
export type LabelBook = {
  /** Rules whose label stands at the end of the text; the longest label wins. */
  readonly findRules: (text: string) => readonly IdentifierRule[];
  /** True when a label may stand anywhere in the text. */
  readonly mayHoldLabel: (text: string) => boolean;
  /** True when the text may be a part of a label, or shows by its brackets what is one. */
  readonly mayTouchLabel: (text: string) => boolean;
  /** Cuts a text at its labels. The first segment has no rules: its label stands elsewhere. */
  readonly split: (text: string) => readonly Segment[];
};

/** A label longer than this is a sentence. */
const MAX_LABEL_LENGTH = 48;
const MAX_REMEMBERED = 4000;
/** 電話番号2; a grid writes the order of a sorted column behind its label, often unseen. */
const ORDER = /\d{1,2}$/;

/** Builds the look-up of a profile's labels. */
export function openLabelBook(profile: SiteProfile): LabelBook {
  const entries = profile.identifiers
    .flatMap((rule) => rule.labels.map((label) => ({ label: plainLabel(label), rule })))
    .filter((entry) => entry.label !== '')
    .sort((a, b) => b.label.length - a.label.length);
  const pattern = entries.map(toPattern).join('|');
  const inText = entries.length > 0 ? new RegExp(pattern, 'g') : undefined;
  const anywhere = new RegExp(pattern);
  const letters = [...new Set(entries.flatMap(({ label }) => [...label]))];
  const anyLetter = new RegExp(`[()（）${letters.flatMap(formsOf).map(escapeLetter).join('')}]`);
  const remembered = new Map<string, readonly IdentifierRule[]>();

  function rulesAtEnd(text: string): readonly IdentifierRule[] {
    const plain = plainLabel(text);
    const longest =
      longestAt(plain) ?? (ORDER.test(plain) ? longestAt(plain.replace(ORDER, '')) : undefined);
    return entries.filter((entry) => entry.label === longest).map((entry) => entry.rule);
  }

  function longestAt(plain: string): string | undefined {
    return entries.find((entry) => plain.endsWith(entry.label))?.label;
  }

  function findRules(text: string): readonly IdentifierRule[] {
    if (text.length > MAX_LABEL_LENGTH) return [];
    const known = remembered.get(text);
    if (known) return known;
    if (remembered.size > MAX_REMEMBERED) remembered.clear();
    const rules = rulesAtEnd(text);
    remembered.set(text, rules);
    return rules;
  }

  function split(text: string): readonly Segment[] {
    const segments: Segment[] = [];
    let start = 0;
    let rules: readonly IdentifierRule[] | undefined;
    for (const match of inText ? text.matchAll(inText) : []) {
      segments.push({ text: text.slice(start, match.index), rules });
      rules = rulesAtEnd(match[0]);
      start = match.index + match[0].length;
    }
    segments.push({ text: text.slice(start), rules });
    return segments;
  }

  const mayHoldLabel = (text: string) => entries.length > 0 && anywhere.test(text);
  const mayTouchLabel = (text: string) => anyLetter.test(text);
  return { findRules, mayHoldLabel, mayTouchLabel, split };
}

/** A label without width, space, punctuation, remarks in brackets and 必須 marks. */
export function plainLabel(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)|必須|任意/g, '')
    .replace(/[\s\u2060\uFFFC:※*●■◆○▲▼△▽↑↓⇅・【】「」〔〕[\]]+/g, '');
}

/** Lets spaces and inline tags stand between the letters: 住　所, <b>宛名</b>番号. */
function toPattern({ label }: { readonly label: string }): string {
  return [...label].map(letterPattern).join(`[\\s${SEAM}]{0,8}`);
}

/** A letter in every width: 番号 of ｹｰｽ番号 is that of ケース番号. */
function letterPattern(letter: string): string {
  const forms = formsOf(letter);
  return forms.length > 1 ? `(?:${forms.map(escapeLetter).join('|')})` : escapeLetter(letter);
}

function formsOf(letter: string): readonly string[] {
  return [letter, ...(WIDTHS.get(letter) ?? [])];
}

function escapeLetter(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Full- and half-width forms by the letter that NFKC makes of them (U+FF01 to FF9F). */
const WIDTHS = Map.groupBy(
  Array.from({ length: 0x9f }, (_, index) => String.fromCharCode(0xff01 + index)).flatMap(
    (form) => [form, `${form}ﾞ`, `${form}ﾟ`],
  ),
  (form) => form.normalize('NFKC'),
);
