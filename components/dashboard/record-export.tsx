import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';

export type RecordFormat = 'json' | 'csv';
export type Saving = 'idle' | 'running' | 'done' | 'failed';

type Props = { readonly saving: Saving; readonly onSave: (format: RecordFormat) => void };

const SAVING_TEXTS = {
  running: 'export_running',
  done: 'export_done',
  failed: 'export_failed',
} as const satisfies Readonly<Record<Exclude<Saving, 'idle'>, TextKey>>;

/** The auditor's way to all records, as lines of JSON (the chain can be checked) or as a table. */
export function RecordExport({ saving, onSave }: Props) {
  const t = useText();
  const isRunning = saving === 'running';
  return (
    <div class="export">
      <button type="button" disabled={isRunning} onClick={() => onSave('json')}>
        {t('export_json')}
      </button>
      <button type="button" disabled={isRunning} onClick={() => onSave('csv')}>
        {t('export_csv')}
      </button>
      <p class="fine" role="status">
        {t(saving === 'idle' ? 'export_hint' : SAVING_TEXTS[saving])}
      </p>
    </div>
  );
}
