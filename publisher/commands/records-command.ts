import { checkRecords } from '../check-records.ts';
import type { Command } from './command.ts';
import { requireText } from './read-options.ts';

/** `records`: checks the chain of operation records that a PC has written out. */
export const recordsCommand: Command = {
  name: 'records',
  summary: '書き出した操作記録（JSON）の連続性を確かめます（監査用）',
  help: [
    '--file FILE           「動作状況と操作記録」で書き出したファイル（.jsonl）',
    '',
    '最後の番号とハッシュを控え、次の監査で続いているかを見てください。',
  ],
  options: { file: { type: 'string' } },
  run: async (values) => {
    const checked = await checkRecords(requireText(values, 'file'));
    if (!checked.ok) return checked;
    const { recordCount, firstSeq, lastSeq, installEpoch, lastHash } = checked.value;
    const lines = [
      `操作記録 ${recordCount}件（番号 ${firstSeq}〜${lastSeq}）に欠けや書換えはありません。`,
      `端末の記録の識別 ${installEpoch}`,
      `最後の記録のハッシュ ${lastHash}`,
    ];
    return { ok: true, value: { lines, value: checked.value } };
  },
};
