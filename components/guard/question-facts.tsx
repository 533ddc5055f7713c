import type { Question } from '../../utils/domain/question.ts';
import { ACT_TEXTS, DEMAND_TEXTS } from '../ui/act-texts.ts';
import { CauseAndHandlingText } from '../ui/cause-and-handling.tsx';
import { dataAgeText } from '../ui/data-age.ts';
import { Discreet } from '../ui/discreet.tsx';
import { failureText } from '../ui/failure-text.ts';
import { reasonKeys, SITUATION_TEXTS, situationTitle } from '../ui/situation-texts.ts';
import { useText } from '../ui/text.ts';
import { TextList } from '../ui/text-list.tsx';
import { toneOf } from '../ui/tone.ts';

type Props = { readonly question: Question };

/** Whose record, what is about to happen, what it means, whom to ask: read before any field. */
export function QuestionFacts({ question }: Props) {
  const t = useText();
  return (
    <>
      <header>
        <p class="stopped">
          {t(ACT_TEXTS[question.act].stopped)}
          <span class="demand">{t(DEMAND_TEXTS[question.demand])}</span>
        </p>
        <dl class="facts">
          <div class="fact">
            <dt>{t('question_record')}</dt>
            <dd>
              {question.subjectLabel || t('question_record_unknown')}
              <span class="system">{question.systemName}</span>
            </dd>
          </div>
          <div class="fact">
            <dt>{t('question_act')}</dt>
            <dd>{question.actName || t(ACT_TEXTS[question.act].name)}</dd>
          </div>
          {question.recipientLabel && (
            <div class="fact">
              <dt>{t('question_recipient')}</dt>
              <dd>{question.recipientLabel}</dd>
            </div>
          )}
        </dl>
        {question.mustRepeat && <p>{t('question_must_repeat')}</p>}
      </header>
      <QuestionSituation question={question} />
      <p class="fine">
        <span>{t('banner_ask', [question.contact || t('question_contact_unknown')])}</span>
        <span>{dataAgeText(t, question.dataAgeMs)}</span>
      </p>
    </>
  );
}

function QuestionSituation({ question }: Props) {
  const t = useText();
  const { situation, counterMode, reasons } = question;
  return (
    <section class="situation">
      <span class="mark" aria-hidden="true">
        {toneOf(situation, counterMode) === 'unknown' ? '？' : '待'}
      </span>
      <div>
        <h1>
          {counterMode ? t('counter_title') : situationTitle(t, { headline: situation, reasons })}
        </h1>
        {counterMode && <p>{t('counter_body')}</p>}
        <Discreet counterMode={counterMode}>
          {counterMode && <h2>{situationTitle(t, { headline: situation, reasons })}</h2>}
          <p>{t(SITUATION_TEXTS[situation].body)}</p>
          {question.demand === 'refuse' ? (
            // What to do instead must be in sight without scrolling; why can be opened.
            <details>
              <summary>{t('question_why')}</summary>
              <QuestionDetails question={question} />
            </details>
          ) : (
            <QuestionDetails question={question} />
          )}
        </Discreet>
      </div>
    </section>
  );
}

/** The headline already says `verdict-unknown`; its causes stand below with their handling. */
function QuestionDetails({ question }: Props) {
  const t = useText();
  const keys = reasonKeys(question.reasons).filter((key) => key !== 'reason_verdict_unknown');
  return (
    <>
      <TextList title={t('question_reasons')} texts={keys.map((key) => t(key))} />
      <TextList title={t('question_guidance')} texts={question.guidance} />
      {question.doubts.length > 0 && <h2>{t('question_doubts')}</h2>}
      {question.readRowCount !== undefined && (
        <p>{t('question_rows_read', [String(question.readRowCount)])}</p>
      )}
      {question.doubts.map((code) => (
        <CauseAndHandlingText key={code} text={failureText(code)} code={code} />
      ))}
    </>
  );
}
