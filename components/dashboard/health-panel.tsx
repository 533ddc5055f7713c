import type { ComponentChildren } from 'preact';
import type { SystemStatus } from '../../utils/domain/system-status.ts';
import { CauseAndHandlingText } from '../ui/cause-and-handling.tsx';
import { dataAgeText } from '../ui/data-age.ts';
import { DateTime } from '../ui/date-time.tsx';
import { failureText } from '../ui/failure-text.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';

type SyncState = 'idle' | 'running' | 'done' | 'failed';

export type HealthProps = {
  /** Absent while it is being read. */
  readonly status?: SystemStatus | undefined;
  readonly sync: SyncState;
  /** True when the worker did not answer. */
  readonly hasFailed: boolean;
  readonly onSync: () => void;
};

const SYNC_TEXTS = {
  idle: undefined,
  running: 'options_syncing',
  done: 'options_sync_done',
  failed: 'options_sync_failed',
} as const satisfies Readonly<Record<SyncState, TextKey | undefined>>;

/** Health of settings and data, each with cause and handling when it needs attention. */
export function HealthPanel({ status, sync, hasFailed, onSync }: HealthProps) {
  const t = useText();
  const syncKey = SYNC_TEXTS[sync];
  return (
    <section>
      <h2>{t('options_health')}</h2>
      {hasFailed && (
        <CauseAndHandlingText text={failureText('worker-unreachable')} code="worker-unreachable" />
      )}
      {status && (
        <div class="cards">
          <HealthCard title={t('options_policy')} code={status.policy} detail={status.policyDetail}>
            <PolicyFacts status={status} />
          </HealthCard>
          <HealthCard title={t('options_feed')} code={status.feed} detail={status.feedDetail}>
            <FeedFacts status={status} />
            <div class="line">
              <button type="button" class="primary" disabled={sync === 'running'} onClick={onSync}>
                {t('options_sync_now')}
              </button>
              <p role="status">{syncKey && t(syncKey)}</p>
            </div>
          </HealthCard>
        </div>
      )}
    </section>
  );
}

type CardProps = {
  readonly title: string;
  readonly code: SystemStatus['feed'];
  readonly detail?: string | undefined;
  readonly children?: ComponentChildren;
};

function HealthCard({ title, code, detail, children }: CardProps) {
  const t = useText();
  const isReady = code === 'ready';
  return (
    <section class={isReady ? 'card good' : 'card attention'}>
      <h3>
        {title}
        <span class="badge">{t(isReady ? 'options_ready' : 'options_attention')}</span>
      </h3>
      {!isReady && (
        <CauseAndHandlingText
          text={failureText(code)}
          code={code}
          {...(detail === undefined ? {} : { detail })}
        />
      )}
      {children}
    </section>
  );
}

function PolicyFacts({ status }: { readonly status: SystemStatus }) {
  const t = useText();
  return (
    <dl class="facts">
      <dt>{t('options_device')}</dt>
      <dd>{status.deviceLabel || t('options_not_set')}</dd>
      <dt>{t('options_operator')}</dt>
      <dd>{status.operatorLabel || t('options_not_set')}</dd>
      <dt>{t('options_extension_version')}</dt>
      <dd>{status.version}</dd>
    </dl>
  );
}

function FeedFacts({ status }: { readonly status: SystemStatus }) {
  const t = useText();
  const { verifiedAtMs, lastAttemptAtMs, feedId, feedVersion, recordCount } = status;
  const none = t('options_none');
  return (
    <dl class="facts">
      <dt>{t('options_verified_at')}</dt>
      <dd>
        {verifiedAtMs === undefined ? none : <DateTime atMs={verifiedAtMs} />}
        <span class="hint">{dataAgeText(t, status.dataAgeMs)}</span>
      </dd>
      <dt>{t('options_attempt_at')}</dt>
      <dd>{lastAttemptAtMs === undefined ? none : <DateTime atMs={lastAttemptAtMs} />}</dd>
      <dt>{t('options_feed_id')}</dt>
      <dd>{feedId || none}</dd>
      <dt>{t('options_feed_version')}</dt>
      <dd>{feedVersion ?? none}</dd>
      <dt>{t('options_record_count')}</dt>
      <dd>{recordCount?.toLocaleString('ja-JP') ?? none}</dd>
    </dl>
  );
}
