import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toHex, utf8 } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { deriveEntry, deriveLookupKey } from '../../utils/domain/feed-record.ts';
import { CONFIG_TARGET } from '../../utils/domain/feed-snapshot.ts';
import { type Identifier, parseIdentifierKind } from '../../utils/domain/identifier.ts';
import { corpusProfile } from '../fixtures/pages/corpus.ts';
import { launchBrowser, type TestBrowser } from './browser.ts';
import {
  buildPolicy,
  buildTargets,
  EPOCH_ID,
  FEED_ID,
  FLAG,
  MUNICIPALITY,
  SECRET,
} from './feed-fixture.ts';
import { CORPUS_HOST, type CorpusServer, serveCorpus } from './serve-corpus.ts';
import { serveFolder } from './serve-folder.ts';
import { createRepository } from './tuf-repository.ts';
import { waitUntil } from './wait-until.ts';

/** A browser with the built extension that watches the corpus, with every identifier flagged. */
export type CorpusScene = {
  readonly browser: TestBrowser;
  readonly corpus: CorpusServer;
  /** The identifiers that the worker sees on all tabs now, as `kind value`, sorted. */
  readonly seen: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

export type SceneOptions = {
  /** The flag of each identifier. */
  readonly flagOf?: (identifier: Identifier) => Flag;
  /** Fields of the profile that differ from the corpus's. */
  readonly profile?: Readonly<Record<string, unknown>>;
};

export async function openCorpusScene(
  flagged: readonly string[],
  { flagOf = () => FLAG, profile = {} }: SceneOptions = {},
): Promise<CorpusScene> {
  const identifiers = flagged.map(toIdentifier);
  const names = await tagNames(identifiers);
  const folder = mkdtempSync(join(tmpdir(), 'matta-corpus-'));
  const feed = await serveFolder(folder);
  const corpus = await serveCorpus();
  const repository = await publish(identifiers, { flagOf, profile });
  for (const [name, bytes] of repository.files) write(join(folder, name), bytes);
  const feedUrl = feed.url('feed.kakuu.example');
  const browser = await launchBrowser({ policy: buildPolicy(repository, { feedUrl }) });
  const worker = await browser.serviceWorker();
  const scripts = 'chrome.scripting.getRegisteredContentScripts().then((all) => all.length)';
  await waitUntil(async () => (await worker.evaluate<number>(scripts)) > 0, 'the guard to arm');
  return {
    browser,
    corpus,
    seen: async () => {
      const stored = await worker.evaluate<unknown>('chrome.storage.session.get()');
      return [...new Set(tagsIn(stored).map((tag) => names.get(tag) ?? tag))].sort();
    },
    close: async () => {
      await browser.close();
      await corpus.close();
      await feed.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function write(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

async function publish(
  flagged: readonly Identifier[],
  { flagOf, profile }: Required<SceneOptions>,
) {
  const config = {
    version: 1,
    locality: {
      municipalityCode: MUNICIPALITY,
      prefecture: '架空県',
      city: '架空市',
      areaCode: '0999',
    },
    profiles: [{ ...corpusProfile(`http://${CORPUS_HOST}/*`), ...profile }],
    guidance: [],
    sections: [],
  };
  const repository = createRepository(Date.now());
  const targets = await buildTargets({ flagged, flagOf });
  repository.publish(
    targets.map((target) =>
      target.name === CONFIG_TARGET ? { ...target, bytes: utf8(JSON.stringify(config)) } : target,
    ),
  );
  return repository;
}

async function tagNames(identifiers: readonly Identifier[]): Promise<ReadonlyMap<string, string>> {
  const key = await deriveLookupKey({ feedId: FEED_ID, epochId: EPOCH_ID, secret: SECRET });
  const named = identifiers.map(async (identifier): Promise<[string, string]> => {
    const { tag } = await deriveEntry(key, MUNICIPALITY, identifier);
    return [toHex(tag), `${identifier.kind} ${identifier.value}`];
  });
  return new Map(await Promise.all(named));
}

function toIdentifier(text: string): Identifier {
  const [name = '', value = ''] = text.split(' ');
  const kind = parseIdentifierKind(name);
  if (!kind) throw new Error(`expected "kind value", got "${text}"`);
  return { kind, value };
}

/** The worker's own memory: each sighting carries the tag of its identifier. */
function tagsIn(stored: unknown): readonly string[] {
  return [...JSON.stringify(stored).matchAll(/"tag":"([0-9a-f]{32})"/g)].map(([, tag = '']) => tag);
}
