import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { buildFeed } from '../../publisher/build-feed.ts';
import { initFeed } from '../../publisher/init-feed.ts';
import { describeProblem, type Outcome } from '../../publisher/problem.ts';
import type { PublishOptions } from '../../publisher/publish-inputs.ts';
import { updateFeed } from '../../publisher/update-feed.ts';
import { readFeed, type VerifiedFeed } from '../../publisher/verify-feed.ts';
import { shownForms } from '../../utils/domain/canonical-form.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { deriveEntry, deriveLookupKey, openRecord } from '../../utils/domain/feed-record.ts';
import { findRecord } from '../../utils/domain/feed-snapshot.ts';
import type { IdentifierKind } from '../../utils/domain/identifier.ts';

/** 2026-04-10 12:00 in Japan. */
export const NOW_MS = Date.UTC(2026, 3, 10, 3);

export const LOCALITY = {
  municipalityCode: '990001',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
} as const;

const CONFIG = {
  version: 1,
  locality: LOCALITY,
  profiles: [],
  guidance: [
    { code: 1, text: '住所・居所・来庁の事実を伝えないでください。' },
    { code: 3, text: '対象者の住所を伝えないでください。' },
  ],
  sections: [{ code: 9, name: '戸籍住民課', extension: '2201' }],
};

/** Contents of input files; `join` is the join file, `yokushi` 抑止設定, `renkei` 001o009. */
export type InputFiles = {
  readonly moushide: string | Uint8Array;
  readonly join?: string | Uint8Array | undefined;
  readonly yokushi?: string | Uint8Array | undefined;
  readonly renkei?: string | Uint8Array | undefined;
  readonly atena?: string | Uint8Array | undefined;
};

export type KakuuFeed = {
  readonly dir: string;
  readonly keys: string;
  readonly out: string;
  readonly pinnedRoot: Buffer;
  /** Writes the input files into the folder of the test and says where they are. */
  readonly write: (files: InputFiles) => PublishOptions;
  readonly build: (
    files: InputFiles,
    options?: Partial<PublishOptions>,
  ) => ReturnType<typeof buildFeed>;
  readonly update: (
    files: InputFiles,
    options?: Partial<PublishOptions>,
  ) => ReturnType<typeof updateFeed>;
  readonly read: (nowMs?: number) => Promise<VerifiedFeed>;
  /** Flags that a reader with the secret finds for a text on a screen. */
  readonly flagsOf: (
    kind: IdentifierKind,
    text: string,
    epochId?: string,
  ) => Promise<readonly Flag[]>;
};

/** A new feed of the fictional city with real keys, in a folder that goes away with the test. */
export function openKakuuFeed(): KakuuFeed {
  const dir = mkdtempSync(join(tmpdir(), 'matta-publisher-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const [keys, out] = [join(dir, 'keys'), join(dir, 'feed')];
  const identity = { feedId: 'kakuu', municipalityCode: '990001' };
  const made = initFeed({ keys, feed: out, ...identity, nowMs: NOW_MS, randomBytes });
  if (!made.ok) throw new Error(made.problems.map(describeProblem).join('\n'));
  writeFileSync(join(dir, 'config.json'), JSON.stringify(CONFIG));
  const pinnedRoot = Buffer.from(made.value.pinnedRoot);
  const write = inputWriter(dir, keys, out);
  const read = async (nowMs = NOW_MS) => {
    const feed = await readFeed({ feed: out, pinnedRoot, nowMs });
    if (!feed.ok) throw new Error(feed.problems.map(describeProblem).join('\n'));
    return feed.value;
  };
  return {
    dir,
    keys,
    out,
    pinnedRoot,
    read,
    flagsOf: async (kind, text, epochId) =>
      await findFlags(await read(), { keys, epochId }, { kind, text }),
    write,
    build: async (files, options = {}) => await buildFeed({ ...write(files), ...options }),
    update: async (files, options = {}) => await updateFeed({ ...write(files), ...options }),
  };
}

function inputWriter(dir: string, keys: string, out: string) {
  return (files: InputFiles): PublishOptions => {
    const write = (name: string, content: string | Uint8Array | undefined) => {
      if (content === undefined) return undefined;
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const listOf = (path: string | undefined) => (path === undefined ? [] : [path]);
    return {
      keys,
      out,
      moushide: listOf(write('申出書.csv', files.moushide)),
      identifiers: write('突合.csv', files.join),
      yokushi: listOf(write('抑止.csv', files.yokushi)),
      renkei: listOf(write('連携.csv', files.renkei)),
      atena: write('宛名.csv', files.atena),
      config: join(dir, 'config.json'),
      nowMs: NOW_MS,
      randomBytes,
    };
  };
}

/** The value of an outcome that must have succeeded. */
export function unwrap<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(describeProblem).join('\n'));
}

async function findFlags(
  feed: VerifiedFeed,
  reader: { readonly keys: string; readonly epochId: string | undefined },
  { kind, text }: { readonly kind: IdentifierKind; readonly text: string },
): Promise<readonly Flag[]> {
  const epochId = reader.epochId ?? feed.header.epochId;
  const epoch = feed.epochs.find(({ header }) => header.epochId === epochId);
  if (!epoch) throw new Error(`epoch ${epochId} is not published`);
  const { header, records } = epoch;
  const key = await deriveLookupKey({ ...header, secret: secretOf(reader.keys, epochId) });
  const found: Flag[] = [];
  for (const identifier of shownForms(kind, text, LOCALITY)) {
    const entry = await deriveEntry(key, header.municipalityCode, identifier);
    const record = findRecord(records, entry.tag);
    if (!record) continue;
    const opened = await openRecord({ ...header, entry, record });
    if (!opened.ok) throw new Error(opened.code);
    found.push(...opened.value);
  }
  return found;
}

/** The secret of an epoch, as the policy carries it. */
export function secretOf(keys: string, epochId: string): Uint8Array {
  const { secrets } = JSON.parse(readFileSync(join(keys, 'secrets.json'), 'utf8'));
  const { k } = secrets.find((secret: { readonly id: string }) => secret.id === epochId);
  return Buffer.from(k, 'base64');
}
