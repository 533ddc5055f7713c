import { isWorking, type SystemStatus } from '../../utils/domain/system-status.ts';
import { CauseAndHandlingText } from '../ui/cause-and-handling.tsx';
import { dataAgeText } from '../ui/data-age.ts';
import { failureText } from '../ui/failure-text.ts';
import { useText } from '../ui/text.ts';

export type PopupProps = {
  /** Absent while it is being read. */
  readonly status?: SystemStatus | undefined;
  /** True when the worker did not answer. */
  readonly hasFailed: boolean;
  readonly onCounterMode: (isOn: boolean) => void;
  readonly onOpenOptions: () => void;
};

/** The toolbar pop-up: one line of state, the counter mode, the way to everything else. */
export function PopupView({ status, hasFailed, onCounterMode, onOpenOptions }: PopupProps) {
  const t = useText();
  return (
    <main class="popup">
      <h1>{t('popup_title')}</h1>
      {hasFailed && (
        <CauseAndHandlingText text={failureText('worker-unreachable')} code="worker-unreachable" />
      )}
      {!status && !hasFailed && <p>{t('popup_reading')}</p>}
      {status && <PopupState status={status} />}
      {status && (
        <label class="switch">
          <input
            type="checkbox"
            checked={status.counterMode}
            onChange={(event) => onCounterMode(event.currentTarget.checked)}
          />
          <span>
            {t('popup_counter_mode')}
            <span class="hint">{t('popup_counter_mode_hint')}</span>
          </span>
        </label>
      )}
      <button type="button" onClick={onOpenOptions}>
        {t('popup_open_options')}
      </button>
    </main>
  );
}

function PopupState({ status }: { readonly status: SystemStatus }) {
  const t = useText();
  const codes = [status.policy, status.feed].filter((code) => code !== 'ready');
  return (
    <section class={isWorking(status) ? 'state good' : 'state attention'} role="status">
      <p class="headline">{t(isWorking(status) ? 'popup_working' : 'popup_not_working')}</p>
      <p class="fine">{dataAgeText(t, status.dataAgeMs)}</p>
      {[...new Set(codes)].map((code) => (
        <CauseAndHandlingText key={code} text={failureText(code)} code={code} />
      ))}
    </section>
  );
}
