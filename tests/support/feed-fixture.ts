import type { FetchBytes } from '../../utils/background/fetch-bytes.ts';
import { type Bytes, utf8 } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import type { FeedConfig } from '../../utils/domain/feed-config.ts';
import { deriveEntry, deriveLookupKey, sealRecord } from '../../utils/domain/feed-record.ts';
import {
  CONFIG_TARGET,
  encodeSnapshot,
  FLAGS_TARGET,
  joinRecords,
  type Snapshot,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';
import { type Policy, parsePolicy } from '../../utils/domain/policy.ts';
import { fail, ok } from '../../utils/domain/result.ts';
import type { TargetInput, TufRepository } from './tuf-repository.ts';

/** A fixed moment: 2026-11-21T00:00:00Z. */
export const NOW = Date.UTC(2026, 10, 21);
export const FEED_URL = 'http://feed.kakuu.example/matta/';
export const FEED_ID = 'kakuu-test';
export const EPOCH_ID = 'e1';
export const MUNICIPALITY = '990001';
export const SECRET: Bytes = Uint8Array.from({ length: 32 }, (_, index) => index + 1);

export const FLAG: Flag = {
  caseRef: '00112233445566aa',
  role: 'protected',
  state: 'active',
  severity: 1,
  guidance: 0,
  section: 0,
  version: 1,
};

export type FeedOptions = {
  readonly feedId?: string;
  readonly epochId?: string;
  readonly municipality?: string;
  readonly environment?: 'production' | 'training';
  readonly version?: number;
  readonly flagged?: readonly Identifier[];
  /** The flag of each, where it is not `FLAG`. */
  readonly flagOf?: (identifier: Identifier) => Flag;
};

/** Builds real records and the snapshot around them. */
export async function buildSnapshot(options: FeedOptions = {}): Promise<Snapshot> {
  const { feedId = FEED_ID, epochId = EPOCH_ID, municipality = MUNICIPALITY } = options;
  const flagOf = options.flagOf ?? (() => FLAG);
  const key = await deriveLookupKey({ feedId, epochId, secret: SECRET });
  const records = await Promise.all(
    (options.flagged ?? [atena('000000000000101')]).map(async (identifier, index) => {
      const entry = await deriveEntry(key, municipality, identifier);
      const nonce = new Uint8Array(12).fill(index + 1);
      const record = await sealRecord({
        feedId,
        epochId,
        entry,
        nonce,
        flags: [flagOf(identifier)],
      });
      if (!record.ok) throw new Error(record.code);
      return record.value;
    }),
  );
  const header = {
    format: 'matta-flags-1' as const,
    feedId,
    epochId,
    municipalityCode: municipality,
    environment: options.environment ?? 'production',
    version: options.version ?? 1,
    count: records.length,
    builtAtMs: NOW - 60_000,
  };
  return { header, records: joinRecords(records) };
}

/** The two targets of a feed, described as the publisher describes them. */
export async function buildTargets(options: FeedOptions = {}): Promise<readonly TargetInput[]> {
  const snapshot = await buildSnapshot(options);
  const { feedId, epochId, environment, count, municipalityCode } = snapshot.header;
  const custom = {
    feedId,
    epochId,
    municipality: municipalityCode,
    environment,
    stateHash: await stateHash(snapshot.records),
    count,
  };
  return [
    { name: FLAGS_TARGET, bytes: encodeSnapshot(snapshot), custom },
    { name: CONFIG_TARGET, bytes: buildConfig(municipalityCode) },
  ];
}

export function buildConfig(municipalityCode: string, change: Partial<FeedConfig> = {}): Bytes {
  const locality = { municipalityCode, prefecture: '架空県', city: '架空市', areaCode: '0999' };
  const empty = { version: 1, locality, profiles: [], guidance: [], sections: [] };
  return utf8(JSON.stringify({ ...empty, ...change }));
}

/** The managed policy that fits the repository. */
export function buildPolicy(repository: TufRepository, change: Partial<Policy> = {}): Policy {
  const pinnedRoot = new TextDecoder().decode(repository.files.get('1.root.json'));
  const parsed = parsePolicy({
    feedUrl: FEED_URL,
    feedId: FEED_ID,
    municipalityCode: MUNICIPALITY,
    pinnedRoot,
    feedSecrets: [{ id: EPOCH_ID, k: Buffer.from(SECRET).toString('base64') }],
    ...change,
  });
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
}

/** Serves the files of a repository from memory and notes what was asked for. */
export function serveFiles(files: ReadonlyMap<string, Bytes>, asked: string[] = []): FetchBytes {
  return async ({ url, maxBytes }) => {
    const name = url.slice(FEED_URL.length);
    asked.push(name);
    const bytes = files.get(name);
    if (bytes === undefined) return fail('file-missing');
    return bytes.length > maxBytes ? fail('feed-too-large') : ok(bytes);
  };
}

export function atena(value: string): Identifier {
  return { kind: 'atena', value };
}
