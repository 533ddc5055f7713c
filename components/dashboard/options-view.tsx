import type { RecordRow } from '../../utils/domain/system-status.ts';
import { useText } from '../ui/text.ts';
import { HealthPanel, type HealthProps } from './health-panel.tsx';
import type { RecordFormat, Saving } from './record-export.tsx';
import { RecordTable } from './record-table.tsx';
import { SiteTable } from './site-table.tsx';

export type OptionsProps = HealthProps & {
  readonly records: readonly RecordRow[];
  readonly recordLimit: number;
  readonly saving: Saving;
  readonly onSave: (format: RecordFormat) => void;
};

/** State of settings and data, watched systems, and the last operation records. */
export function OptionsView(props: OptionsProps) {
  const t = useText();
  const { status, records, recordLimit, saving, onSave } = props;
  return (
    <main class="options">
      <header class="masthead">
        <h1>{t('options_title')}</h1>
      </header>
      <HealthPanel {...props} />
      {status && <SiteTable profiles={status.profiles} />}
      {status && (
        <RecordTable
          rows={records}
          limit={recordLimit}
          audit={status.audit}
          saving={saving}
          onSave={onSave}
        />
      )}
    </main>
  );
}
