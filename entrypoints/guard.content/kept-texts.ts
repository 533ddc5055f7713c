import { ORPHAN_TEXTS } from '../../components/guard/orphan-texts.ts';
import type { TextKey } from '../../components/ui/text.ts';
import { extensionApi } from '../../utils/messaging/extension-api.ts';

const kept = new Map<TextKey, string>();

/** Looks the texts up that a guard may have to show when it can look none up any more. */
export function keepTexts(): void {
  for (const key of ORPHAN_TEXTS) lookUp(key);
}

/** A text of the locale files; empty when it was never needed and cannot be looked up any more. */
export function translate(key: TextKey, substitutions: readonly string[] = []): string {
  const text = kept.get(key) ?? lookUp(key);
  return text.replace(/\$(\d)/g, (_mark, place) => substitutions[Number(place) - 1] ?? '');
}

function lookUp(key: TextKey): string {
  try {
    const text = extensionApi().i18n.getMessage(key, ['$1', '$2']);
    kept.set(key, text);
    return text;
  } catch {
    return '';
  }
}
