import { toHex } from '../../utils/domain/bytes.ts';
import type { Role } from '../../utils/domain/case.ts';
import type { FeedConfig } from '../../utils/domain/feed-config.ts';
import { MAX_FLAGS_PER_RECORD } from '../../utils/domain/feed-payload.ts';
import type { Inputs } from '../input/read-inputs.ts';
import { type Outcome, type Problem, refuse } from '../problem.ts';
import { collectClaims } from './collect-claims.ts';
import type { RandomBytes } from './compose-records.ts';
import { isContact, type KeyedFlags, keyFlags, limitContacts } from './keyed-flags.ts';
import { bothSidesCaution, separateSides } from './separate-sides.ts';

export type MadeFlags = {
  readonly keyed: KeyedFlags;
  /** Case reference by management number: random, kept for the epoch. */
  readonly caseRefs: Readonly<Record<string, string>>;
  readonly cautions: readonly Problem[];
};

/** Guidance codes of each role: by convention 1 to 4, where the configuration has such a text. */
const GUIDANCE_CODES: Readonly<Record<Role, number>> = {
  protected: 1,
  'co-protected': 2,
  counterpart: 3,
  related: 4,
};

/** Makes the flags of all live cases from checked inputs. */
export function makeFlags(
  inputs: Pick<Inputs, 'grants' | 'joinRows' | 'config'>,
  knownRefs: Readonly<Record<string, string>>,
  randomBytes: RandomBytes,
): Outcome<MadeFlags> {
  const caseRefs = assignCaseRefs(inputs, knownRefs, randomBytes);
  const numberOf = (caseRef: string) =>
    [...caseRefs].find(([, value]) => value === caseRef)?.[0] ?? '';
  const claims = collectClaims(inputs.grants, inputs.joinRows, {
    locality: inputs.config.locality,
    caseRefOf: (managementNumber) => caseRefs.get(managementNumber) ?? '',
    guidanceOf: (role) => guidanceOf(inputs.config, role),
    section: inputs.config.sections[0]?.code ?? 0,
  });
  if (!claims.ok) return claims;

  const separated = separateSides(claims.value.claims);
  const keyed = keyFlags(separated.claims);
  const crowded = [...keyed.values()].filter(({ flags }) => flags.length > MAX_FLAGS_PER_RECORD);
  const problems = [
    ...separated.contradictingCaseRefs.map((ref) => contradiction(numberOf(ref))),
    ...crowded.filter(({ identifier }) => !isContact(identifier)).map((k) => tooMany(k, numberOf)),
  ];
  if (problems.length > 0) return refuse(...problems);
  const cautions = [
    ...claims.value.cautions,
    ...separated.sharedCaseRefs.map((ref) => bothSidesCaution(INPUT_NAME, numberOf(ref))),
    ...crowded.map((item) => tooMany(item, numberOf)),
  ];
  const value = {
    keyed: limitContacts(keyed, MAX_FLAGS_PER_RECORD),
    caseRefs: Object.fromEntries(caseRefs),
  };
  return { ok: true, value: { ...value, cautions } };
}

type Keyed = KeyedFlags extends ReadonlyMap<string, infer Value> ? Value : never;

const INPUT_NAME = '支援措置申出書情報';

function assignCaseRefs(
  { grants }: Pick<Inputs, 'grants'>,
  known: Readonly<Record<string, string>>,
  randomBytes: RandomBytes,
): ReadonlyMap<string, string> {
  const numbers = new Set(grants.map((grant) => grant.managementNumber));
  const knownRefs = new Map(Object.entries(known));
  return new Map(
    [...numbers].map((number) => [number, knownRefs.get(number) ?? toHex(randomBytes(8))]),
  );
}

/** Guidance code of a role; 0 when the configuration has no such text. */
export function guidanceOf(config: FeedConfig, role: Role): number {
  const code = GUIDANCE_CODES[role];
  return config.guidance.some((guidance) => guidance.code === code) ? code : 0;
}

function contradiction(managementNumber: string): Problem {
  return {
    code: 'contradiction',
    file: INPUT_NAME,
    column: '宛名番号',
    cause: `管理番号${managementNumber}：同じ宛名番号が対象者と相手方の両方にあります。`,
    remedy: '突合ファイルの役割と宛名番号を確認してください。',
  };
}

function tooMany({ identifier, flags }: Keyed, numberOf: (caseRef: string) => string): Problem {
  const names = flags.slice(0, 3).map((flag) => numberOf(flag.caseRef));
  const count = `${names.join('、')}など${flags.length}件に、同じ`;
  const shared = { code: 'too-many-flags', file: INPUT_NAME } as const;
  if (isContact(identifier)) {
    return {
      ...shared,
      cause: `管理番号${count}住所または電話番号があります。`,
      remedy: `注意表示は行います（事案との結び付きは${MAX_FLAGS_PER_RECORD}件まで）。施設などの共用のものでないか確認してください。`,
    };
  }
  return {
    ...shared,
    cause: `管理番号${count}番号があります（最大${MAX_FLAGS_PER_RECORD}件）。`,
    remedy: '突合ファイルの番号を確認してください。',
  };
}
