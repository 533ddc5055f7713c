import type { TextKey, Translate } from '../../../components/ui/text.ts';

/** Texts straight from a messages file, with the browser's own rule for `$1`. */
export function readMessages(messages: Readonly<Record<TextKey, { message: string }>>): Translate {
  return (key, substitutions = []) =>
    messages[key].message.replaceAll(
      /\$(\d)/g,
      (_, n: string) => substitutions[Number(n) - 1] ?? '',
    );
}
