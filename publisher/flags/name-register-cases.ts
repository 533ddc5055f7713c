import { toHex } from '../../utils/domain/bytes.ts';
import { publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Inputs } from '../input/read-inputs.ts';
import type { RegisterPerson } from '../input/register-person.ts';
import { type Grant, groupBy } from '../input/select-grants.ts';
import type { Place, Problem } from '../problem.ts';
import { deriveEntries, type RecordContext } from './compose-records.ts';

export type RegisterCases = {
  readonly grants: readonly Grant[];
  /** Reconcile list: who stands in one source only. */
  readonly cautions: readonly Problem[];
};

/**
 * Turns the persons of 抑止設定 and 001o009 into cases of their own. The sources carry no management
 * number, so a case is named after the tag of the person: the same from build to build and readable
 * by nobody. A person with a live application is flagged by that one; the others are flagged all
 * the same, because a flag in one system only is how 南部町 and 大東 leaked.
 */
export async function nameRegisterCases(
  { grants, registers, config }: Inputs,
  context: RecordContext,
): Promise<RegisterCases> {
  const keyOf = (atena: string) => publishedForms('atena', atena, config.locality)[0]?.value ?? '';
  const live = groupBy(
    grants.filter((grant) => !grant.isDeleted),
    ({ atena }) => keyOf(atena),
  );
  const persons = mergePersons(registers.persons, keyOf);
  const tags = await deriveEntries(
    [...persons.keys()].map((value) => ({ identifier: { kind: 'atena', value }, flags: [] })),
    context,
  );
  const named = [...persons].map(([key, person], index) => ({
    person,
    isCovered: (live.get(key) ?? []).some((grant) => covers(grant, person)),
    number: `R-${toHex(tags[index]?.entry.tag ?? new Uint8Array()).slice(0, 12)}`,
  }));
  const liveRegisterKeys = new Set([...persons].filter(([, p]) => p.isLive).map(([key]) => key));
  const missing = grants.filter(
    (grant) => !grant.isDeleted && !liveRegisterKeys.has(keyOf(grant.atena)),
  );
  return {
    grants: named.map(({ person, number, isCovered }) => grantOf(person, number, isCovered)),
    cautions: [
      ...named
        .filter(({ person, isCovered }) => person.isLive && !isCovered)
        .map(({ person }) => registerOnly(person.place)),
      ...(registers.isGiven ? missing.map(registerMissing) : []),
    ],
  };
}

/** What two signers ended is not brought back by the same row, but by a later one (目黒). */
function covers(grant: Grant, person: RegisterPerson): boolean {
  return !grant.isReleased || grant.operatedDay >= person.operatedDay;
}

/** One person of both sources: live when either says so, with the strictest level. */
function mergePersons(
  persons: readonly RegisterPerson[],
  keyOf: (atena: string) => string,
): ReadonlyMap<string, RegisterPerson> {
  const merged = new Map<string, RegisterPerson>();
  for (const person of persons) {
    const key = keyOf(person.atena);
    const other = merged.get(key);
    merged.set(key, other ? mergePair(other, person) : person);
  }
  return merged;
}

function mergePair(a: RegisterPerson, b: RegisterPerson): RegisterPerson {
  const [first, second] = b.isLive && !a.isLive ? [b, a] : [a, b];
  const isBothLive = first.isLive === second.isLive;
  const isOpen = isBothLive && (first.endDay === undefined || second.endDay === undefined);
  const endDay = isOpen
    ? undefined
    : Math.max(first.endDay ?? 0, isBothLive ? (second.endDay ?? 0) : 0);
  const { endDay: _endDay, ...rest } = first;
  return {
    ...rest,
    ...(endDay === undefined || endDay === 0 ? {} : { endDay }),
    state: [first, second].some((p) => p.isLive && p.state === 'active') ? 'active' : first.state,
    severity: isBothLive && second.severity > first.severity ? second.severity : first.severity,
    operatedDay: Math.max(first.operatedDay, second.operatedDay),
  };
}

function grantOf(person: RegisterPerson, managementNumber: string, isCovered: boolean): Grant {
  const { place, atena, startDay, endDay, operatedDay, state, severity, isLive } = person;
  return {
    place,
    managementNumber,
    atena,
    history: 0,
    isLatest: true,
    isDeleted: !isLive,
    role: 'protected',
    state,
    startDay,
    ...(endDay === undefined ? {} : { endDay }),
    operatedDay,
    phones: [],
    address: '',
    counterpartAddress: '',
    counterpartName: '',
    counterpartBirth: '',
    severity,
    isCovered,
  };
}

function registerOnly(place: Place): Problem {
  return {
    ...place,
    code: 'register-only',
    cause: '期間中の申出書情報がない方です。',
    remedy:
      '宛名番号での注意表示は行います。申出書情報の抽出漏れか、入力漏れがないか確認してください。',
  };
}

function registerMissing(grant: Grant): Problem {
  return {
    ...grant.place,
    code: 'register-missing',
    cause: `管理番号${grant.managementNumber}：抑止設定・支援措置対象者情報に、この方の有効な行がありません。`,
    remedy: '注意表示は行います。住民記録システムの抑止設定に漏れがないか確認してください。',
  };
}
