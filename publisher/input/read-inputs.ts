import * as v from 'valibot';
import { type FeedConfig, parseFeedConfig } from '../../utils/domain/feed-config.ts';
import { joinOutcomes, type Outcome, refuse } from '../problem.ts';
import { type Application, parseApplications } from './parse-applications.ts';
import { type JoinRow, parseJoinRows } from './parse-join-rows.ts';
import { readSource } from './read-source.ts';
import { readTable } from './read-table.ts';
import { type Grant, selectGrants } from './select-grants.ts';

export type InputPaths = {
  /** 支援措置申出書情報 CSV files, 当初受付 or 転送受付. */
  readonly moushide: readonly string[];
  /** Join file of identifiers; none when absent. */
  readonly identifiers?: string | undefined;
  /** Signed configuration, JSON. */
  readonly config: string;
};

export type Inputs = {
  readonly grants: readonly Grant[];
  readonly joinRows: readonly JoinRow[];
  readonly config: FeedConfig;
  readonly configBytes: Uint8Array;
};

/** Reads and checks all inputs of a publication. Everything that is wrong is named at once. */
export function readInputs(
  paths: InputPaths,
  identity: { readonly municipalityCode: string; readonly today: number },
): Outcome<Inputs> {
  const config = readConfig(paths.config, identity.municipalityCode);
  if (!config.ok) return config;
  const { locality } = config.value.parsed;

  const applications = joinOutcomes(
    paths.moushide.map((path) => readRows(path, (table) => parseApplications(table, identity))),
  );
  const joinRows: Outcome<readonly JoinRow[]> = paths.identifiers
    ? readRows(paths.identifiers, (table) => parseJoinRows(table, locality))
    : { ok: true, value: [] };
  if (!applications.ok || !joinRows.ok) return refuse(...problemsOf(applications, joinRows));
  const grants = selectGrants(applications.value.flat() satisfies Application[]);
  if (!grants.ok) return grants;
  const { parsed, bytes } = config.value;
  return {
    ok: true,
    value: { grants: grants.value, joinRows: joinRows.value, config: parsed, configBytes: bytes },
  };
}

function readRows<Row>(
  path: string,
  parse: (table: Parameters<typeof parseApplications>[0]) => Outcome<readonly Row[]>,
): Outcome<readonly Row[]> {
  const source = readSource(path);
  if (!source.ok) return source;
  const table = readTable(source.value);
  return table.ok ? parse(table.value) : table;
}

function readConfig(
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

function problemsOf(...outcomes: readonly Outcome<unknown>[]) {
  return outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
}
