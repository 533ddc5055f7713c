import { japaneseDateTime, plainDateTime } from './japanese-date.ts';
import { useText } from './text.ts';

/** A moment in the style of the language: era years in Japanese, ISO otherwise. */
export function DateTime({ atMs }: { readonly atMs: number }) {
  const t = useText();
  const text = t('date_style') === 'wareki' ? japaneseDateTime(atMs) : plainDateTime(atMs);
  return <time dateTime={new Date(atMs).toISOString()}>{text}</time>;
}
