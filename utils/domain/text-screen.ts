import type { ValueRule } from './find-values.ts';

/** Texts of list rows under one label, as the page writes them; never one that may hold a 個人番号. */
export type TextGroup = {
  /** Empty for texts without a label: only long digit runs count in them. */
  readonly rules: readonly ValueRule[];
  readonly texts: readonly string[];
};

/**
 * A part of a long list. The worker reads its texts in another process, so that a page with thousands
 * of rows reads only those itself that touch a case.
 */
export type TextScreen = { readonly groups: readonly TextGroup[] };

/** Numbers of the texts, over all groups, that the worker does not know to be clear. */
export type ScreenAnswer = { readonly unclear: readonly number[] };
