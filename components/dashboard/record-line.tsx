import type { RecordRow } from '../../utils/domain/system-status.ts';
import { ACT_TEXTS } from '../ui/act-texts.ts';
import { ANSWER_REASON_TEXTS } from '../ui/answer-texts.ts';
import { DateTime } from '../ui/date-time.tsx';
import { findText } from '../ui/find-text.ts';
import { DECISION_TEXTS, OUTCOME_TEXTS, RECORD_TYPE_TEXTS } from '../ui/record-texts.ts';
import { SITUATION_TEXTS } from '../ui/situation-texts.ts';
import type { TextKey } from '../ui/text.ts';
import { useText } from '../ui/text.ts';

const ACT_NAMES = pick(ACT_TEXTS, (text) => text.name);
const SITUATION_NAMES = pick(SITUATION_TEXTS, (text) => text.short);
const REASON_NAMES = pick(ANSWER_REASON_TEXTS, (text) => text.text);

/** One record as a row of the table. */
export function RecordLine({ row }: { readonly row: RecordRow }) {
  const t = useText();
  return (
    <tr>
      <th scope="row" class="number">
        {row.seq}
      </th>
      <td class="when">
        <DateTime atMs={row.atMs} />
      </td>
      <td>{findText(t, RECORD_TYPE_TEXTS, row.type)}</td>
      <td>{findText(t, ACT_NAMES, row.act)}</td>
      <td>{findText(t, SITUATION_NAMES, row.situation)}</td>
      <td>{findText(t, DECISION_TEXTS, row.decision)}</td>
      <td class="wide">{findText(t, REASON_NAMES, row.reason)}</td>
      <td>{row.operator}</td>
      <td>{row.approver}</td>
      <td>{findText(t, OUTCOME_TEXTS, row.outcome)}</td>
      <td class="tags">
        <TagList tags={row.tags ?? []} />
      </td>
    </tr>
  );
}

/** Folded: a view with two households has a dozen, and the table is read down the columns. */
function TagList({ tags }: { readonly tags: readonly string[] }) {
  const t = useText();
  if (tags.length === 0) return null;
  return (
    <details>
      <summary>{t('record_tags', [String(tags.length)])}</summary>
      {tags.map((tag) => (
        <code key={tag}>{tag}</code>
      ))}
    </details>
  );
}

function pick<Text>(
  texts: Readonly<Record<string, Text>>,
  keyOf: (text: Text) => TextKey,
): Readonly<Record<string, TextKey>> {
  return Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, keyOf(text)]));
}
