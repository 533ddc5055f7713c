import { useState } from 'preact/hooks';
import type { TabView } from '../../utils/domain/tab-view.ts';
import { dataAgeText } from '../ui/data-age.ts';
import { SITUATION_TEXTS, situationTitle } from '../ui/situation-texts.ts';
import { type Translate, useText } from '../ui/text.ts';
import { toneOf } from '../ui/tone.ts';
import { BannerDetails } from './banner-details.tsx';
import { Curtain } from './curtain.tsx';
import { PullLine, type PullLineProps } from './pull-line.tsx';

export type BannerProps = {
  readonly view: TabView;
  readonly isExpanded: boolean;
  readonly onToggle: () => void;
  /** True when the page holds blurred fields that the operator may show. */
  readonly canAcknowledge?: boolean;
  readonly onAcknowledge?: () => void;
  readonly pulled?: PullLineProps['pulled'];
  readonly onPull?: () => void;
  readonly onPullList?: () => void;
  /** Interrupts a screen reader; true only when the banner shows for the first time on a view. */
  readonly isFirstShow?: boolean;
};

/** The band over a business page. Shows nothing at all on a clear view. */
export function Banner(props: BannerProps) {
  const { view, isFirstShow = false } = props;
  const t = useText();
  const [edge, setEdge] = useState<'top' | 'bottom'>('top');
  const [isCurtained, setIsCurtained] = useState(false);
  if (view.assessment.headline === 'clear') return null;
  if (isCurtained) return <Curtain onLift={() => setIsCurtained(false)} />;

  const tone = toneOf(view.assessment.headline, view.counterMode);
  return (
    <section class={`band ${tone} ${edge}`} aria-label={t('banner_label')}>
      <div class="line">
        <span class="mark" aria-hidden="true">
          {tone === 'unknown' ? '？' : '待'}
        </span>
        <BannerMessage {...props} isFirstShow={isFirstShow} />
        <div class="tools">
          <BannerTools {...props} />
          <button type="button" onClick={() => setIsCurtained(true)}>
            {t('banner_curtain')}
          </button>
          <button type="button" onClick={() => setEdge(edge === 'top' ? 'bottom' : 'top')}>
            {t(edge === 'top' ? 'banner_move_down' : 'banner_move_up')}
          </button>
        </div>
      </div>
      {view.rows && (
        <PullLine
          rows={view.rows}
          pulled={props.pulled}
          onPull={props.onPull}
          onPullList={props.onPullList}
        />
      )}
      {props.isExpanded && <BannerDetails view={view} />}
    </section>
  );
}

function BannerMessage({ view, isFirstShow }: BannerProps) {
  const t = useText();
  const { assessment, counterMode, contact } = view;
  const whose = numbersText(t, view.subjects ?? []);
  const receiver = numbersText(t, view.recipients ?? []);
  const body = counterMode ? 'counter_body' : SITUATION_TEXTS[assessment.headline].body;
  return (
    <div class="message" role="status" aria-live={isFirstShow ? 'assertive' : 'polite'}>
      <p class="title">{counterMode ? t('counter_title') : situationTitle(t, assessment)}</p>
      <p class="body">{t(body)}</p>
      <p class="fine">
        {contact && <span>{t('banner_ask', [contact])}</span>}
        <span>{dataAgeText(t, view.dataAgeMs)}</span>
        {whose && <span>{t('banner_whose', [whose])}</span>}
        {receiver && <span>{t('banner_receiver', [receiver])}</span>}
      </p>
    </div>
  );
}

/** 「宛名番号 末尾1216」: digits that the page shows, never a name. */
function numbersText(t: Translate, numbers: NonNullable<TabView['subjects']>): string {
  return numbers
    .map(({ label, lastFour, others }) => {
      const number = t('banner_number', [label, lastFour]).trim();
      return others > 0 ? t('banner_others', [number, String(others)]) : number;
    })
    .join('、');
}

function BannerTools({ isExpanded, onToggle, canAcknowledge, onAcknowledge }: BannerProps) {
  const t = useText();
  return (
    <>
      {canAcknowledge && onAcknowledge && (
        <button
          type="button"
          class="strong"
          onClick={(event) => event.isTrusted && onAcknowledge()}
        >
          {t('banner_acknowledge')}
        </button>
      )}
      <button type="button" aria-expanded={isExpanded} onClick={onToggle}>
        {t(isExpanded ? 'banner_collapse' : 'banner_expand')}
      </button>
    </>
  );
}
