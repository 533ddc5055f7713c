import { refreshTimestamp } from '../refresh-timestamp.ts';
import { TIMESTAMP_HOURS } from '../repository/publish-feed.ts';
import type { Command } from './command.ts';
import { readCount, requireText } from './read-options.ts';

/** `timestamp`: re-signs for liveness. */
export const timestampCommand: Command = {
  name: 'timestamp',
  summary: '内容を変えずに有効期限だけを延ばします（定期実行用）',
  help: [
    '--keys DIR            鍵フォルダ',
    '--feed DIR            公開フォルダ',
    '--timestamp-hours N   有効時間（24〜72、既定72）',
  ],
  options: {
    keys: { type: 'string' },
    feed: { type: 'string' },
    'timestamp-hours': { type: 'string' },
  },
  run: async (values, io) => {
    const refreshed = await refreshTimestamp({
      keys: requireText(values, 'keys'),
      feed: requireText(values, 'feed'),
      timestampHours: readCount(values, 'timestamp-hours', TIMESTAMP_HOURS),
      nowMs: io.nowMs,
    });
    if (!refreshed.ok) return refreshed;
    return { ok: true, value: { lines: ['有効期限を延ばしました。'], value: refreshed.value } };
  },
};
