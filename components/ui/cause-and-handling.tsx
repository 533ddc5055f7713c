import type { CauseAndHandling } from './failure-text.ts';
import { useText } from './text.ts';

type Props = { readonly text: CauseAndHandling; readonly code?: string; readonly detail?: string };

/** One message with its cause, what to do, and the code to quote on the phone. */
export function CauseAndHandlingText({ text, code, detail }: Props) {
  const t = useText();
  return (
    <dl class="cause">
      <dt>{t('label_cause')}</dt>
      <dd>{t(text.cause)}</dd>
      <dt>{t('label_handling')}</dt>
      <dd>{t(text.handling)}</dd>
      {(code || detail) && (
        <dd class="fine">
          {code && <span>{t('failure_labelled_code', [code])}</span>}
          {detail && <span>{t('failure_labelled_detail', [detail])}</span>}
        </dd>
      )}
    </dl>
  );
}
