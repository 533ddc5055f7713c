import { collectTexts } from '../input/collect-texts.ts';
import { readSource } from '../input/read-source.ts';
import { openKeyFolder } from '../keys/key-folder.ts';
import { joinOutcomes, type Outcome } from '../problem.ts';
import { verifyFeed } from '../verify-feed.ts';
import type { Command, OptionValues } from './command.ts';
import { readText, readTexts, requireText } from './read-options.ts';

/** `verify`: checks a published feed as a client would, and that nothing else lies beside it. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: '公開フォルダを端末と同じ手順で検証します',
  help: [
    '--feed DIR            公開フォルダ',
    '--root FILE           信頼の起点（鍵フォルダの 1.root.json）',
    '--keys DIR            鍵フォルダ（秘密の値が公開されていないことも確かめます）',
    '--source FILE         元のCSV（番号や住所が読める形で公開されていないことも確かめます。複数指定可）',
  ],
  options: {
    feed: { type: 'string' },
    root: { type: 'string' },
    keys: { type: 'string' },
    source: { type: 'string', multiple: true },
  },
  run: async (values, io) => {
    const unwanted = collectUnwanted(values);
    const root = readSource(requireText(values, 'root'));
    if (!unwanted.ok) return unwanted;
    if (!root.ok) return root;
    const verified = await verifyFeed({
      feed: requireText(values, 'feed'),
      pinnedRoot: root.value.bytes,
      unwanted: unwanted.value,
      nowMs: io.nowMs,
    });
    if (!verified.ok) return verified;
    const { header, repository } = verified.value;
    const expires = new Date(repository.timestampExpiresMs).toISOString();
    const { rootVersion, timestampVersion } = repository;
    const lines = [
      `検証できました。第${header.version}版、レコード ${header.count}件。`,
      `有効期限 ${expires}（協定世界時）。`,
    ];
    return {
      ok: true,
      value: { lines, value: { ...header, rootVersion, timestampVersion, expires } },
    };
  },
};

/** Secrets in both spellings, and the texts of the source files. */
function collectUnwanted(values: OptionValues): Outcome<readonly string[]> {
  const keys = readText(values, 'keys');
  const folder = keys === undefined ? undefined : openKeyFolder(keys);
  if (folder && !folder.ok) return folder;
  const secrets = folder?.value.secrets.flatMap(({ k }) => [
    k,
    Buffer.from(k, 'base64').toString('hex'),
  ]);
  const sources = joinOutcomes(readTexts(values, 'source').map(collectTexts));
  if (!sources.ok) return sources;
  return { ok: true, value: [...(secrets ?? []), ...sources.value.flat()] };
}
