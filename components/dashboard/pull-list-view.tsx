import type { PulledRow, PullList } from '../../utils/domain/pulled-rows.ts';
import { DateTime } from '../ui/date-time.tsx';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';

export type PullListProps = {
  /** Absent while it is being read. */
  readonly list?: PullList | undefined;
  readonly hasFailed: boolean;
  readonly onPrint: () => void;
};

const COLUMNS = [
  'pull_list_column_row',
  'pull_list_column_numbers',
  'pull_list_column_state',
  'pull_list_column_destination',
  'pull_list_column_second',
  'pull_list_column_sent',
] as const satisfies readonly TextKey[];

/**
 * 個別発送リスト: what was left out of a batch, to be worked off by hand. Numbers as the page shows
 * them and nothing else: paper says neither who is protected nor which side somebody is on.
 */
export function PullListView({ list, hasFailed, onPrint }: PullListProps) {
  const t = useText();
  return (
    <main class="pull-list">
      <header class="masthead">
        <h1>{t('pull_list_title')}</h1>
        {list && list.rows.length > 0 && (
          <button type="button" onClick={onPrint}>
            {t('pull_list_print')}
          </button>
        )}
      </header>
      {hasFailed && <p role="alert">{t('pull_list_failed')}</p>}
      {list && list.rows.length === 0 && <p role="alert">{t('pull_list_none')}</p>}
      {list && list.rows.length > 0 && <PullListBody list={list} />}
    </main>
  );
}

function PullListBody({ list }: { readonly list: PullList }) {
  const t = useText();
  return (
    <>
      <p class="lead">{t('pull_list_lead')}</p>
      <p class="meta">
        <span>{t('pull_list_count_value', [String(list.rows.length)])}</span>
        <span>{list.systemName}</span>
        <span>
          {t('pull_list_made')}　<DateTime atMs={list.madeAtMs} />　{list.operatorLabel}
        </span>
      </p>
      <table>
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
          {list.rows.map((row, index) => (
            <PullListLine key={`${row.rowNumber} ${index}`} row={row} />
          ))}
        </tbody>
      </table>
      <p class="fine">{t('pull_list_handling')}</p>
    </>
  );
}

function PullListLine({ row }: { readonly row: PulledRow }) {
  const t = useText();
  return (
    <tr>
      <th scope="row">{row.rowNumber}</th>
      <td class="numbers">
        {row.numbers.map(({ label, text }) => (
          <div key={`${label} ${text}`}>
            {label && <span class="label">{label}</span>}
            {text}
          </div>
        ))}
      </td>
      <td class={row.isOut ? '' : 'attention'}>
        {t(row.isOut ? 'pull_list_out' : 'pull_list_in')}
      </td>
      <td class="box">□</td>
      <td />
      <td />
    </tr>
  );
}
