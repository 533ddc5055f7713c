import { initFeed } from '../init-feed.ts';
import type { Command } from './command.ts';
import { readChoice, readCount, requireText } from './read-options.ts';

/** `init`: key ceremony of a new feed. */
export const initCommand: Command = {
  name: 'init',
  summary: '鍵と支援措置データの識別情報を新しく作ります',
  help: [
    '--keys DIR            鍵フォルダ（新規または空。公開フォルダの外）',
    '--feed DIR            公開フォルダ（Webサーバーが配信する場所）',
    '--feed-id ID          支援措置データの名前（英小文字・数字・ハイフン）',
    '--municipality CODE   市区町村コード（6桁）',
    '--environment E       production（既定）または training',
    '--root-keys N         ルート鍵の数（既定2）',
    '--root-threshold N    ルートの変更に必要な鍵の数（既定1）',
  ],
  options: {
    keys: { type: 'string' },
    feed: { type: 'string' },
    'feed-id': { type: 'string' },
    municipality: { type: 'string' },
    environment: { type: 'string' },
    'root-keys': { type: 'string' },
    'root-threshold': { type: 'string' },
  },
  run: async (values, io) => {
    const made = initFeed({
      keys: requireText(values, 'keys'),
      feed: requireText(values, 'feed'),
      feedId: requireText(values, 'feed-id'),
      municipalityCode: requireText(values, 'municipality'),
      environment: readChoice(values, 'environment', ['production', 'training']),
      rootKeys: readCount(values, 'root-keys', { min: 1, max: 9 }),
      rootThreshold: readCount(values, 'root-threshold', { min: 1, max: 9 }),
      ...io,
    });
    if (!made.ok) return made;
    const { pinnedRoot: _pinnedRoot, ...value } = made.value;
    const lines = [
      `支援措置データ ${value.feedId} の鍵を作成しました（世代 ${value.epochId}）。`,
      `${value.rootKeyFiles.join('、')} は別々の媒体に移し、施錠して保管してください。`,
      '次に build で公開し、policy で端末の設定を作成します。',
    ];
    return { ok: true, value: { lines, value } };
  },
};
