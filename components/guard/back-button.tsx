import { useEffect, useRef } from 'preact/hooks';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';
import type { Dispatch } from './question-loop.ts';

type Props = { readonly text: TextKey; readonly dispatch: Dispatch };

/** The only button of a page that cannot go on; it has the focus. */
export function BackButton({ text, dispatch }: Props) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  // The reading starts at whose record is open; the focus must not scroll past it.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <footer class="actions">
      <button
        type="button"
        class="cancel"
        ref={button}
        data-cancel
        onClick={(event) => event.isTrusted && dispatch({ type: 'cancel' })}
      >
        {t(text)}
      </button>
    </footer>
  );
}
