import { failureText } from '../../components/ui/failure-text.ts';
import messages from '../../public/_locales/ja/messages.json' with { type: 'json' };
import { ACTS } from '../../utils/domain/act.ts';
import { FAILURE_CODES, type FailureCode } from '../../utils/domain/failure.ts';
import { FAILURE_MATRIX, type FailureRow } from '../../utils/domain/failure-matrix.ts';
import {
  LIFECYCLE_FAULTS,
  LIFECYCLE_MATRIX,
  type LifecycleFault,
  type LifecycleRow,
} from '../../utils/domain/lifecycle-faults.ts';

const SEEN: Readonly<Record<FailureRow['seen'], string>> = {
  'every-page': '対象システムの全画面（帯）と状態画面',
  'this-page': 'その画面（帯）',
  'this-act': 'その操作の確認画面',
  status: '状態画面のみ（データが新しい間）',
};
const RECORDED: Readonly<Record<FailureRow['recorded'], string>> = {
  outage: '開始と終了',
  shown: '表示の記録',
  no: 'なし',
};
const HEALS: Readonly<Record<FailureRow['heals'], string>> = {
  policy: '設定が届くと自動',
  key: '新しい鍵が設定で届くと自動',
  contact: '次に検証できた接続で自動',
  worker: '0.5秒後から30秒ごとの再接続で自動',
  rules: '1分以内の再設定で自動',
  write: '次に書き込めた記録で自動',
  reading: '画面の読み取りが終わると自動',
  rows: '一覧の全行が表示されると自動',
  profile: '自動では戻らない（サイト設定による）',
};

const FAULTS: Readonly<Record<LifecycleFault, string>> = {
  'worker-killed': '処理部（サービスワーカー）の強制終了',
  'worker-asleep': '処理部の休止',
  'message-lost': '画面と処理部の間の通信の消失',
  'memory-unwritable': '処理部の一時的な記憶（ブラウザーのメモリー内）への書き込み失敗',
  'store-lost': '端末内データの消失・破損・退避',
  'policy-late': 'ポリシーの遅延・未配布・型の誤り',
  'feed-silent': '支援措置データの停止・期限切れ・検証不能',
  'key-late': '新しい鍵の未着',
  'extension-reloaded': '拡張機能の更新・再読み込み',
  'browser-killed': 'ブラウザの強制終了・停電',
  'clock-wrong': '端末の時計の誤り',
  'disk-full': 'ディスクの空きなし',
  'rules-refused': 'ブラウザによる通信規則の拒否',
  'page-restored': '「戻る」による画面の復元（bfcache）',
  'page-prerendered': '画面の先読み（prerender）',
  'tab-discarded': 'タブの破棄（メモリ節約）',
  'many-tabs': '50タブの同時表示',
};
const ACT: Readonly<Record<LifecycleRow['act'], string>> = {
  'goes-on': '続きから進む',
  'asked-again': '取り消し、次の操作で改めて確認',
  'not-touched': '影響なし',
};
const LEFT: Readonly<Record<LifecycleRow['recorded'], string>> = {
  outage: '障害の開始と終了',
  'unknown-outcome': '途中の操作は結果「不明」',
  no: '通常の記録のみ',
};
const HEALED: Readonly<Record<LifecycleRow['healed'], string>> = {
  'at-once': 'ただちに',
  'next-start': '処理部の次の起動時',
  'next-contact': '次に検証できた接続時',
  'next-minute': '1分以内',
  'next-write': '次に書き込めた記録時',
};

/** The first table of `docs/障害時の動作.md`: what each failure code means. */
export function renderFailureTable(): string {
  return table(
    ['符号', '原因（画面の文）', '見える場所', '各操作', '記録', '復旧'],
    FAILURE_CODES.map(codeRow),
  );
}

/** The second table: what happens to browser, PC and extension. */
export function renderLifecycleTable(): string {
  return table(
    ['出来事', '表示される符号', '途中の操作', '記録', '復旧', '確かめた試験（tests）'],
    LIFECYCLE_FAULTS.map(faultRow),
  );
}

function codeRow(code: FailureCode): readonly string[] {
  const { seen, needs, recorded, heals } = FAILURE_MATRIX[code];
  const demands = [...new Set(ACTS.map((act) => needs[act]))];
  const cause = messages[failureText(code).cause].message;
  return [`\`${code}\``, cause, SEEN[seen], demands.join('・'), RECORDED[recorded], HEALS[heals]];
}

function faultRow(fault: LifecycleFault): readonly string[] {
  const { codes, act, recorded, healed, shownBy } = LIFECYCLE_MATRIX[fault];
  const shown = codes.map((code) => `\`${code}\``).join(' ') || 'なし';
  const proof = shownBy.map((path) => `\`${path}\``).join(' ');
  return [FAULTS[fault], shown, ACT[act], LEFT[recorded], HEALED[healed], proof];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
