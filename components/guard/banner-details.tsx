import type { TabView } from '../../utils/domain/tab-view.ts';
import { CauseAndHandlingText } from '../ui/cause-and-handling.tsx';
import { Discreet } from '../ui/discreet.tsx';
import { failureText } from '../ui/failure-text.ts';
import { reasonKeys } from '../ui/situation-texts.ts';
import { useText } from '../ui/text.ts';
import { TextList } from '../ui/text-list.tsx';

/** Reasons, instructions and causes below the band. */
export function BannerDetails({ view }: { readonly view: TabView }) {
  const t = useText();
  const { assessment, guidance, counterMode } = view;
  return (
    <div class="details">
      <Discreet counterMode={counterMode}>
        <TextList
          title={t('question_reasons')}
          texts={reasonKeys(assessment.reasons).map((key) => t(key))}
        />
        <TextList title={t('question_guidance')} texts={guidance} />
        {assessment.doubts.length > 0 && <h2>{t('question_doubts')}</h2>}
        {assessment.doubts.map((code) => (
          <CauseAndHandlingText key={code} text={failureText(code)} code={code} />
        ))}
      </Discreet>
    </div>
  );
}
