import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../ui/text.ts';

/** Covers the whole page at once, for a visitor who steps round the desk. */
export function Curtain({ onLift }: { readonly onLift: () => void }) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="curtain">
      <p>{t('curtain_text')}</p>
      <button type="button" ref={button} onClick={onLift}>
        {t('curtain_lift')}
      </button>
    </section>
  );
}
