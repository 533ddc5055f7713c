import type { Ref } from 'preact';
import { useText } from '../ui/text.ts';
import type { Dispatch } from './question-loop.ts';

type Props = {
  readonly goText: string;
  readonly isComplete: boolean;
  readonly dispatch: Dispatch;
  readonly actionsRef: Ref<HTMLElement>;
};

/** 中止 first, in reading and focus order. The go button takes single trusted clicks and Space. */
export function QuestionActions({ goText, isComplete, dispatch, actionsRef }: Props) {
  const t = useText();
  const go = (event: MouseEvent) => {
    // The second click of a double click was never a decision of its own.
    if (event.isTrusted && event.detail <= 1) dispatch({ type: 'go', atMs: event.timeStamp });
  };
  return (
    <footer class="actions" ref={actionsRef}>
      <button
        type="button"
        class="cancel"
        data-cancel
        onClick={(event) => event.isTrusted && dispatch({ type: 'cancel' })}
      >
        {t('button_cancel')}
      </button>
      <button type="button" class="go" data-go aria-disabled={!isComplete} onClick={go}>
        {goText}
      </button>
      <p class="hint">{t('key_hint')}</p>
    </footer>
  );
}
