import type { FeedConfig } from '../../utils/domain/feed-config.ts';
import { joinOutcomes, type Outcome, type Problem, refuse } from '../problem.ts';
import type { RegisterContext } from './check-register-row.ts';
import { findParties, type UnresolvedParty, unresolvedCaution } from './find-parties.ts';
import type { TableKind } from './known-columns.ts';
import { parseApplications } from './parse-applications.ts';
import { type JoinRow, parseJoinRows } from './parse-join-rows.ts';
import { parseLinks } from './parse-links.ts';
import { parseLocks } from './parse-locks.ts';
import { parseResidents } from './parse-residents.ts';
import { readConfig } from './read-config-file.ts';
import { readSource } from './read-source.ts';
import { readTable, type Table } from './read-table.ts';
import type { Registers } from './register-person.ts';
import { type Grant, selectGrants } from './select-grants.ts';
import { findTableCautions } from './table-cautions.ts';

export type InputPaths = {
  /** 支援措置申出書情報 CSV files, 当初受付 or 転送受付. */
  readonly moushide: readonly string[];
  /** Join file of identifiers; none when absent. */
  readonly identifiers?: string | undefined;
  /** 抑止設定 CSV files. */
  readonly yokushi?: readonly string[] | undefined;
  /** 001o009 支援措置対象者情報 CSV files. */
  readonly renkei?: readonly string[] | undefined;
  /** 宛名 extract, to find the other party's number; none when absent. */
  readonly atena?: string | undefined;
  /** Signed configuration, JSON. */
  readonly config: string;
};

export type Inputs = {
  readonly grants: readonly Grant[];
  readonly registers: Registers;
  readonly joinRows: readonly JoinRow[];
  readonly config: FeedConfig;
  readonly configBytes: Uint8Array;
  /** Other parties that a person has to decide; absent without a 宛名 extract. */
  readonly unresolved?: readonly UnresolvedParty[];
  readonly cautions: readonly Problem[];
};

/** Reads and checks all inputs of a publication. Everything that is wrong is named at once. */
export function readInputs(
  paths: InputPaths,
  identity: { readonly municipalityCode: string; readonly today: number },
): Outcome<Inputs> {
  const config = readConfig(paths.config, identity.municipalityCode);
  if (!config.ok) return config;
  const context = { ...identity, locality: config.value.parsed.locality };
  const files = readFiles(paths, context);
  if (!files.ok) return files;
  const { applications, registers, joined, residents, cautions } = files.value;
  const grants = selectGrants(applications);
  if (!grants.ok) return grants;
  const source = { grants: grants.value, joinRows: joined.rows, locality: context.locality };
  const parties = residents ? findParties({ ...source, residents }) : undefined;
  return {
    ok: true,
    value: {
      grants: grants.value,
      registers,
      joinRows: [...joined.rows, ...(parties?.rows ?? [])],
      config: config.value.parsed,
      configBytes: config.value.bytes,
      ...(parties ? { unresolved: parties.unresolved } : {}),
      cautions: [
        ...cautions,
        ...joined.cautions,
        ...(parties?.unresolved ?? []).map(unresolvedCaution),
      ],
    },
  };
}

/** Reads all CSV files; problems of all of them together. */
function readFiles(paths: InputPaths, context: RegisterContext) {
  const { locality } = context;
  const cautions: Problem[] = [];
  const read = <Value>(path: string, kind: TableKind, parse: (table: Table) => Outcome<Value>) => {
    const table = readTableFile(path);
    if (!table.ok) return table;
    cautions.push(...findTableCautions(table.value, kind));
    return parse(table.value);
  };
  const applications = joinOutcomes(
    paths.moushide.map((path) => read(path, 'applications', (t) => parseApplications(t, context))),
  );
  const persons = joinOutcomes([
    ...(paths.yokushi ?? []).map((path) => read(path, 'locks', (t) => parseLocks(t, context))),
    ...(paths.renkei ?? []).map((path) => read(path, 'links', (t) => parseLinks(t, context))),
  ]);
  const joined = paths.identifiers
    ? read(paths.identifiers, 'join', (table) => parseJoinRows(table, locality))
    : ({ ok: true, value: { rows: [], cautions: [] } } as const);
  const residents = paths.atena
    ? read(paths.atena, 'residents', (table) => parseResidents(table, locality))
    : ({ ok: true, value: undefined } as const);
  if (!applications.ok || !persons.ok || !joined.ok || !residents.ok) {
    return refuse(...problemsOf(applications, persons, joined, residents));
  }
  const isGiven = (paths.yokushi ?? []).length + (paths.renkei ?? []).length > 0;
  const value = {
    applications: applications.value.flat(),
    registers: { persons: persons.value.flat(), isGiven },
    joined: joined.value,
    residents: residents.value,
    cautions,
  };
  return { ok: true, value } as const;
}

function readTableFile(path: string): Outcome<Table> {
  const source = readSource(path);
  return source.ok ? readTable(source.value) : source;
}

function problemsOf(...outcomes: readonly Outcome<unknown>[]) {
  return outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
}
