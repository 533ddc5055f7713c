import * as v from 'valibot';
import { type FeedConfig, parseFeedConfig } from '../../utils/domain/feed-config.ts';
import { type Outcome, refuse } from '../problem.ts';
import { readSource } from './read-source.ts';

/** Reads the signed configuration and checks that it belongs to this municipality. */
export function readConfig(
  path: string,
  municipalityCode: string,
): Outcome<{ readonly parsed: FeedConfig; readonly bytes: Uint8Array }> {
  const source = readSource(path);
  if (!source.ok) return source;
  const { name, bytes } = source.value;
  const refuseConfig = (cause: string) =>
    refuse({ code: 'config', file: name, cause, remedy: '設定ファイルを直してください。' });
  try {
    const parsed = parseFeedConfig(JSON.parse(new TextDecoder().decode(bytes)));
    if (parsed.locality.municipalityCode === municipalityCode)
      return { ok: true, value: { parsed, bytes } };
    return refuseConfig('locality.municipalityCodeが支援措置データの市区町村コードと違います。');
  } catch (error) {
    if (!(error instanceof SyntaxError || v.isValiError(error))) throw error;
    return refuseConfig(`設定として読めません（${reasonOf(error)}）。`);
  }
}

function reasonOf(error: unknown): string {
  if (!v.isValiError(error)) return 'JSONの書き方';
  const [issue] = error.issues;
  return `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim();
}
