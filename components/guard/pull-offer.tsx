import { useText } from '../ui/text.ts';
import type { Dispatch } from './question-loop.ts';

type Props = { readonly pullCount: number; readonly dispatch: Dispatch };

/** The way out of a batch question that lets the rest of the batch go (DESIGN.md §5, S6). */
export function PullOffer({ pullCount, dispatch }: Props) {
  const t = useText();
  return (
    <div class="pull-offer">
      <p>{t('pull_offer')}</p>
      <button
        type="button"
        data-pull
        onClick={(event) => event.isTrusted && dispatch({ type: 'pull' })}
      >
        {t('pull_instead', [String(pullCount)])}
      </button>
    </div>
  );
}
