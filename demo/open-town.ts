import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFeed } from '../publisher/build-feed.ts';
import { type InitResult, initFeed } from '../publisher/init-feed.ts';
import { type KeyFolder, openKeyFolder } from '../publisher/keys/key-folder.ts';
import { describeProblem, type Outcome } from '../publisher/problem.ts';
import { type FolderServer, serveFolder } from '../tests/support/serve-folder.ts';
import { CITY_LOCALITY } from './city/source/locality.ts';
import { type City, type CityOptions, startCity } from './city/start-city.ts';
import { type SourceFiles, writeSource } from './city/write-source.ts';

/** The whole fictional municipality: business systems, publisher, feed host, managed policy. */
export type Town = {
  readonly city: City;
  readonly feed: FolderServer;
  readonly source: SourceFiles;
  /** Where the publisher keeps its keys and puts the feed. */
  readonly folders: Folders;
  /** Managed values as the IT section would deliver them to this town's PCs. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** Publishes the source files again. */
  readonly publish: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TownOptions = Pick<CityOptions, 'port' | 'beforeAnswer'> & {
  /** Managed values that differ from the town's own. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** Site profiles that are signed beside those of the town's own systems. */
  readonly addedProfiles?: readonly unknown[];
};

const FEED_ID = 'kakuu-shien';
const FEED_HOST = 'feed.kakuu.example';

/** Opens the town: starts the systems, makes the keys, publishes the feed and serves it. */
export async function openTown(options: TownOptions = {}): Promise<Town> {
  const work = await mkdtemp(join(tmpdir(), 'matta-town-'));
  const folders = { keys: join(work, 'keys'), feed: join(work, 'feed') };
  const city = await startCity(options);
  const source = await writeSource(join(work, 'source'), {
    residents: city.residents,
    today: japaneseDate(Date.now()),
    locality: CITY_LOCALITY,
    urls: city.urls,
    encoding: 'cp932',
  });
  await addProfiles(source, options.addedProfiles ?? []);
  const made = makeKeys(folders);
  const publish = () => publishSource(source, folders);
  await publish();
  const feed = await serveFolder(folders.feed);
  const secrets = accept(openKeyFolder(folders.keys)).secrets;
  return {
    city,
    feed,
    source,
    folders,
    policy: { ...policyOf(made, secrets), feedUrl: feed.url(FEED_HOST), ...options.policy },
    publish,
    close: async () => {
      await feed.close();
      await city.close();
      await rm(work, { recursive: true, force: true });
    },
  };
}

async function addProfiles({ config }: SourceFiles, added: readonly unknown[]): Promise<void> {
  const parsed = JSON.parse(await readFile(config, 'utf8'));
  await writeFile(config, JSON.stringify({ ...parsed, profiles: [...parsed.profiles, ...added] }));
}

type Folders = { readonly keys: string; readonly feed: string };

function makeKeys(folders: Folders): InitResult {
  const { municipalityCode } = CITY_LOCALITY;
  const identity = { feedId: FEED_ID, municipalityCode };
  return accept(initFeed({ ...folders, ...identity, nowMs: Date.now(), randomBytes }));
}

async function publishSource(source: SourceFiles, { keys, feed: out }: Folders): Promise<void> {
  const { moushide, identifiers, config } = source;
  const inputs = { moushide: [moushide], identifiers, config };
  accept(await buildFeed({ ...inputs, keys, out, nowMs: Date.now(), randomBytes }));
}

function policyOf({ feedId, pinnedRoot }: InitResult, feedSecrets: KeyFolder['secrets']) {
  return {
    feedId,
    municipalityCode: CITY_LOCALITY.municipalityCode,
    pinnedRoot,
    feedSecrets,
    deviceLabel: 'PC-0042',
    operatorLabel: '100234',
    department: '税務課',
    pollIntervalMs: 30_000,
  };
}

function accept<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(describeProblem).join('\n'));
}

/** yyyy-mm-dd in Japan. */
function japaneseDate(nowMs: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(nowMs);
}
