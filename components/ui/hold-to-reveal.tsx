import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useText } from './text.ts';

/**
 * Shows its children only while the button is held: letting go, leaving it with the pointer or the
 * focus, or an interrupted touch hides them, so that nothing stays on a screen visitors can read.
 */
export function HoldToReveal({ children }: { readonly children: ComponentChildren }) {
  const t = useText();
  const [isHeld, setIsHeld] = useState(false);
  const hide = () => setIsHeld(false);
  const showOnSpace = (event: KeyboardEvent) => {
    if (event.key === ' ') setIsHeld(true);
  };
  return (
    <div class="hold">
      <button
        type="button"
        class="quiet"
        aria-pressed={isHeld}
        onPointerDown={() => setIsHeld(true)}
        onPointerUp={hide}
        onPointerLeave={hide}
        onPointerCancel={hide}
        onKeyDown={showOnSpace}
        onKeyUp={hide}
        onBlur={hide}
      >
        {t('reveal_hold')}
      </button>
      {isHeld && <div class="held">{children}</div>}
    </div>
  );
}
