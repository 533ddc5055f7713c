import { getDotPath, ValiError } from 'valibot';
import type { Bytes } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { type FeedConfig, parseFeedConfig } from './feed-config.ts';
import { fail, ok, type Result } from './result.ts';
import { parseJson } from './trust/parse-json.ts';

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** Reads the file `config.json` of the feed; `feed-malformed` names the field that is wrong. */
export function readConfig(bytes: Bytes): Result<FeedConfig, FailureCode> {
  const json = parseJson(bytes, MAX_CONFIG_BYTES);
  if (!json.ok) return json;
  try {
    return ok(parseFeedConfig(json.value));
  } catch (error) {
    if (!(error instanceof ValiError)) throw error;
    const [issue] = error.issues;
    return fail('feed-malformed', `config: ${getDotPath(issue) ?? issue.message}`);
  }
}
