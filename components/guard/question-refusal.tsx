import type { Question } from '../../utils/domain/question.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';
import { BackButton } from './back-button.tsx';
import type { Dispatch } from './question-loop.ts';

type Props = { readonly question: Question; readonly dispatch: Dispatch };

/** Demand `refuse`: no field and no way on, but what to do instead (PEERS.md, NHS lesson). */
export function QuestionRefusal({ question, dispatch }: Props) {
  const t = useText();
  const contact = question.contact || t('question_contact_unknown');
  return (
    <section class="answer">
      <h2 class="refusal">{t('refusal_title')}</h2>
      {question.counterMode && <p>{t('refusal_neutral')}</p>}
      <h3>{t('refusal_instead')}</h3>
      <ol>
        {insteadKeys(question).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
        <li>{t('refusal_ask_section', [contact])}</li>
      </ol>
      <BackButton text="button_back" dispatch={dispatch} />
    </section>
  );
}

function insteadKeys({ act, counterMode }: Question): readonly TextKey[] {
  if (act === 'phone') return ['refusal_call_back'];
  return [
    'refusal_fix_destination',
    counterMode ? 'refusal_remove_address_neutral' : 'refusal_remove_address',
  ];
}
