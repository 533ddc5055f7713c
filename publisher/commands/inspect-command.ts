import type { FlagState, Role } from '../../utils/domain/case.ts';
import { inspectFeed } from '../inspect-feed.ts';
import type { Command } from './command.ts';
import { requireText } from './read-options.ts';

const ROLE_NAMES: { readonly [R in Role]: string } = {
  protected: '対象者',
  'co-protected': '併せて支援を求める者',
  counterpart: '相手方',
  related: '関係',
};

const STATE_NAMES: { readonly [S in FlagState]: string } = {
  provisional: '仮支援措置中',
  active: '支援措置期間中',
  overdue: '期間満了（終了処理なし）',
  ended: '終了',
};

/** `inspect`: counts, ages and expiries of the published feed. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: '公開中の件数・更新からの時間・期限を表示します（番号は表示しません）',
  help: ['--keys DIR            鍵フォルダ', '--feed DIR            公開フォルダ'],
  options: { keys: { type: 'string' }, feed: { type: 'string' } },
  run: async (values, io) => {
    const keys = requireText(values, 'keys');
    const report = await inspectFeed({ keys, feed: requireText(values, 'feed'), nowMs: io.nowMs });
    if (!report.ok) return report;
    const { flagCounts, ...rest } = report.value;
    const counts = Object.entries(ROLE_NAMES).flatMap(([role, roleName]) =>
      Object.entries(STATE_NAMES).map(([state, stateName]) => {
        const count = Object.entries(flagCounts).find(([name]) => name === role)?.[1];
        return {
          text: `${roleName} ${stateName}`,
          count: Object.entries(count ?? {}).find(([name]) => name === state)?.[1] ?? 0,
        };
      }),
    );
    const lines = [
      `${rest.feedId} 第${rest.version}版（${rest.environment === 'training' ? '訓練用' : '本番用'}）、対象者・併せて支援 ${rest.personCount}名`,
      `取込から ${rest.dataAgeHours}時間、有効期限 ${rest.timestampExpires}、次の期間満了 ${rest.nextEnd ?? 'なし'}`,
      `仮登録のままの事案 ${rest.provisionalCaseCount}件`,
      ...counts
        .filter(({ count }) => count > 0)
        .map(({ text, count }) => `${text}：照合キー ${count}件`),
    ];
    return { ok: true, value: { lines, value: report.value } };
  },
};
