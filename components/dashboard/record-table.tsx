import type { RecordRow, SystemStatus } from '../../utils/domain/system-status.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';
import { RecordExport, type RecordFormat, type Saving } from './record-export.tsx';
import { RecordLine } from './record-line.tsx';

const COLUMNS = [
  'column_seq',
  'column_at',
  'column_type',
  'column_act',
  'column_situation',
  'column_decision',
  'column_reason',
  'column_operator',
  'column_approver',
  'column_outcome',
  'column_tags',
] as const satisfies readonly TextKey[];

const CHAIN_TEXTS = {
  intact: 'chain_intact',
  broken: 'chain_broken',
  unreadable: 'chain_unreadable',
} as const satisfies Readonly<Record<SystemStatus['audit']['chain'], TextKey>>;

type Props = {
  readonly rows: readonly RecordRow[];
  readonly limit: number;
  readonly audit: SystemStatus['audit'];
  readonly saving: Saving;
  readonly onSave: (format: RecordFormat) => void;
};

/** The last operation records, newest first, with the state of their chain. */
export function RecordTable({ rows, limit, audit, saving, onSave }: Props) {
  const t = useText();
  return (
    <section>
      <h2>{t('options_records')}</h2>
      <p class={audit.chain === 'intact' ? 'chain good' : 'chain attention'}>
        <span>{t(CHAIN_TEXTS[audit.chain])}</span>
        <span>{t('options_record_total', [audit.count.toLocaleString('ja-JP')])}</span>
      </p>
      <RecordExport saving={saving} onSave={onSave} />
      {rows.length === 0 && <p>{t('options_records_none')}</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
        <section class="scroll" tabIndex={0} aria-label={t('options_records')}>
          <table>
            <caption>{t('options_records_caption', [String(limit)])}</caption>
            <thead>
              <tr>
                {COLUMNS.map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RecordLine key={row.seq} row={row} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
