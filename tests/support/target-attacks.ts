import { type Bytes, utf8 } from '../../utils/domain/bytes.ts';
import {
  CONFIG_TARGET,
  encodeSnapshot,
  FLAGS_TARGET,
  parseSnapshot,
} from '../../utils/domain/feed-snapshot.ts';
import type { TrustRole } from '../../utils/domain/trust/metadata.ts';
import { type AttackedClient, serveEndless } from './attacked-client.ts';
import { buildTargets, type FeedOptions } from './feed-fixture.ts';
import type { TargetInput, TufRepository } from './tuf-repository.ts';

/** One attack on one role. It bends the repository, or the way to it, before the client comes. */
export type FeedAttack = {
  readonly role: TrustRole | 'flags' | 'config';
  readonly name: string;
  readonly mount: (client: AttackedClient) => Promise<void> | void;
};

/** Attacks on the two target files: the served file is another one, or the signed one is foreign. */
export const TARGET_ATTACKS: readonly FeedAttack[] = [
  ...(['flags', 'config'] as const).flatMap(fileAttacks),
  ...contentAttacks(),
];

/** The served target file is not the signed one. */
function fileAttacks(role: 'flags' | 'config'): FeedAttack[] {
  const target = role === 'flags' ? FLAGS_TARGET : CONFIG_TARGET;
  const bend = (name: string, change: (bytes: Bytes) => Bytes | undefined): FeedAttack => ({
    role,
    name,
    mount: async ({ repository }) => {
      await publishEmpty(repository);
      const [file] = [...repository.files.keys()].filter((key) => key.endsWith(target)).slice(-1);
      if (!file) throw new Error('a target expected');
      const bytes = change(repository.files.get(file) ?? new Uint8Array());
      if (bytes) repository.files.set(file, bytes);
      else repository.files.delete(file);
    },
  });
  return [
    bend('a changed byte', (bytes) => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
    bend('a byte more', (bytes) => Uint8Array.of(...bytes, 0)),
    bend('a byte less', (bytes) => bytes.slice(0, -1)),
    bend('an empty file', () => new Uint8Array()),
    bend('a login page', () => utf8('<!doctype html><title>ログイン</title>')),
    bend('the other bytes of the same length', (bytes) => new Uint8Array(bytes.length)),
    bend('the file taken away', () => undefined),
    {
      role,
      name: 'a file without end',
      mount: async (client) => {
        await publishEmpty(client.repository);
        serveEndless(client, (path) => path.endsWith(target));
      },
    },
    {
      role,
      name: 'not listed any more',
      mount: async ({ repository }) => {
        repository.publish((await emptyTargets()).filter(({ name }) => name !== target));
      },
    },
  ];
}

/** Everything is signed and whole, and is not what this PC may use. */
function contentAttacks(): FeedAttack[] {
  const foreign = (name: string, options: FeedOptions): FeedAttack => ({
    role: 'flags',
    name,
    mount: async ({ repository }) => repository.publish(await emptyTargets(options)),
  });
  const custom = (name: string, change: object | undefined): FeedAttack => ({
    role: 'flags',
    name,
    mount: async ({ repository }) => {
      const targets = await emptyTargets();
      repository.publish(
        targets.map(({ custom: given, ...file }) =>
          given && change ? { ...file, custom: { ...given, ...change } } : file,
        ),
      );
    },
  });
  const bytes = (
    role: 'flags' | 'config',
    name: string,
    change: (file: Bytes) => Bytes,
  ): FeedAttack => ({
    role,
    name,
    mount: async ({ repository }) => {
      const target = role === 'flags' ? FLAGS_TARGET : CONFIG_TARGET;
      const targets = await buildTargets({ version: 9 });
      repository.publish(
        targets.map((file) =>
          file.name === target ? { ...file, bytes: change(file.bytes) } : file,
        ),
      );
    },
  });
  return [
    foreign('of another feed', { feedId: 'other-feed' }),
    foreign('of another municipality', { municipality: '990002' }),
    foreign('of the training environment', { environment: 'training' }),
    foreign('of an epoch without key', { epochId: 'e9' }),
    custom('with another state hash', { stateHash: '0'.repeat(64) }),
    custom('with another count', { count: 7 }),
    custom('with a count that is none', { count: -1 }),
    custom('described as another feed', { feedId: 'other-feed' }),
    custom('described as another epoch', { epochId: 'e9' }),
    custom('without description', undefined),
    bytes('flags', 'signed rubbish', () => utf8('rubbish')),
    bytes('flags', 'a header of another city under an honest description', asOtherCity),
    bytes('flags', 'a record twice', (file) => repeatRecord(file)),
    bytes('flags', 'half a record', (file) => file.slice(0, -150)),
    bytes('config', 'signed rubbish', () => utf8('rubbish')),
    bytes('config', 'a list', () => utf8('[]')),
    bytes('config', 'null', () => utf8('null')),
    bytes('config', 'the configuration of another municipality', (file) =>
      utf8(new TextDecoder().decode(file).replace('990001', '990002')),
    ),
    bytes('config', 'a key __proto__', (file) =>
      utf8(new TextDecoder().decode(file).replace('{', '{"__proto__":{"a":1},')),
    ),
  ];
}

function asOtherCity(file: Bytes): Bytes {
  const parsed = parseSnapshot(file);
  if (!parsed.ok) throw new Error(parsed.code);
  const header = { ...parsed.value.header, municipalityCode: '990002' };
  return encodeSnapshot({ ...parsed.value, header });
}

function repeatRecord(file: Bytes): Bytes {
  const parsed = parseSnapshot(file);
  if (!parsed.ok) throw new Error(parsed.code);
  const { header, records } = parsed.value;
  const twice = Uint8Array.of(...records, ...records);
  return encodeSnapshot({ header: { ...header, count: header.count * 2 }, records: twice });
}

/** The release that an attacker would like: no flag left. The configuration differs too. */
async function emptyTargets(options: FeedOptions = {}): Promise<readonly TargetInput[]> {
  const targets = await buildTargets({ version: 9, flagged: [], ...options });
  return targets.map((file) =>
    file.name === CONFIG_TARGET ? { ...file, bytes: Uint8Array.of(...file.bytes, 0x20) } : file,
  );
}

/** Publishes the release without flags. */
export async function publishEmpty(repository: TufRepository): Promise<void> {
  repository.publish(await emptyTargets());
}
