import type { Pulled, PulledRow, RowCounts } from '../../utils/domain/pulled-rows.ts';
import { type Translate, useText } from '../ui/text.ts';

export type PullLineProps = {
  readonly rows: RowCounts;
  /** What the last 引き抜き did; `running` while it is at work. */
  readonly pulled?: Pulled | 'running' | undefined;
  readonly onPull?: (() => void) | undefined;
  readonly onPullList?: (() => void) | undefined;
};

/** Named one by one up to here; the list for 個別発送 names every row. */
const MAX_NAMED = 6;
const NOTHING: Pulled = { rows: [] };

/** What a batch act would carry out of the flagged rows, and the one action that takes them out. */
export function PullLine({ rows, pulled, onPull, onPullList }: PullLineProps) {
  const t = useText();
  const { ticked, leftOut, boxless } = rows;
  if (ticked + leftOut + boxless === 0) return null;
  const { rows: done, readRowCount } =
    pulled === undefined || pulled === 'running' ? NOTHING : pulled;
  const stuck = done.filter((row) => !row.isOut);
  return (
    <div class="pull" role="status">
      <p>
        {pulled === 'running' && <span>{t('pull_running')}</span>}
        {ticked > 0 && pulled !== 'running' && <span>{t('pull_ticked', [String(ticked)])}</span>}
        {ticked === 0 && leftOut > 0 && <span>{outText(t, leftOut, done)}</span>}
        {stuck.length > 0 && (
          <span>{t('pull_stuck', [String(stuck.length), nameRows(t, stuck)])}</span>
        )}
        {stuck.length === 0 && boxless > 0 && <span>{t('pull_boxless', [String(boxless)])}</span>}
        {readRowCount !== undefined && <span>{t('pull_undrawn', [String(readRowCount)])}</span>}
      </p>
      {ticked > 0 && (
        <button
          type="button"
          class="strong"
          disabled={pulled === 'running'}
          onClick={(event) => event.isTrusted && onPull?.()}
        >
          {t('pull_rows', [String(ticked)])}
        </button>
      )}
      {ticked === 0 && leftOut > 0 && (
        <button type="button" class="strong" onClick={(event) => event.isTrusted && onPullList?.()}>
          {t('pull_list')}
        </button>
      )}
    </div>
  );
}

function outText(t: Translate, leftOut: number, done: readonly PulledRow[]): string {
  const out = done.filter((row) => row.isOut);
  return out.length === leftOut
    ? t('pull_done', [String(leftOut), nameRows(t, out)])
    : t('pull_left_out', [String(leftOut)]);
}

/** Rows as the page shows them: place in the list and first number, e.g. 「12行目 24-210-00017」. */
function nameRows(t: Translate, rows: readonly PulledRow[]): string {
  const named = rows
    .slice(0, MAX_NAMED)
    .map(({ rowNumber, numbers }) =>
      t('pull_row', [String(rowNumber), numbers[0]?.text ?? '']).trim(),
    );
  const rest = rows.length - named.length;
  return [...named, ...(rest > 0 ? [t('pull_more', [String(rest)])] : [])].join('、');
}
