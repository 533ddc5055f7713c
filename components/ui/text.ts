import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type ja from '../../public/_locales/ja/messages.json';

/** Key of a text. Japanese is the leading language; a test holds `en` to the same keys. */
export type TextKey = keyof typeof ja;

/** Looks a text up; `$1`, `$2` … are replaced by the substitutions. */
export type Translate = (key: TextKey, substitutions?: readonly string[]) => string;

/** The entrypoint provides the browser's own look-up; components never see the browser. */
export const TextContext = createContext<Translate>((key) => key);

export function useText(): Translate {
  return useContext(TextContext);
}
