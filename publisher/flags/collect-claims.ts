import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Flag, Role, Severity } from '../../utils/domain/case.ts';
import type { Identifier, IdentifierKind } from '../../utils/domain/identifier.ts';
import { looksLikeMyNumber } from '../input/looks-like-my-number.ts';
import type { JoinRow } from '../input/parse-join-rows.ts';
import { type Grant, groupBy } from '../input/select-grants.ts';
import { joinOutcomes, type Outcome, type Problem, refuse } from '../problem.ts';
import type { Claim } from './keyed-flags.ts';

/** What the flags of one case share, besides the role. */
type CaseFlag = Omit<Flag, 'role'>;

export type ClaimContext = {
  readonly locality: Locality;
  readonly caseRefOf: (managementNumber: string) => string;
  /** Codes of the signed configuration for each role; 0 = none. */
  readonly guidanceOf: (role: Role) => number;
  readonly section: number;
};

/** Claims of all cases, with cautions that do not stop the publication. */
export type Claims = { readonly claims: readonly Claim[]; readonly cautions: readonly Problem[] };

/** Only 抑止レベル says how hard a case is; applications are handled alike. */
const SEVERITY: Severity = 1;

/**
 * Collects the identifiers of every live case: 宛名番号, telephone numbers and address of the
 * protected persons and the address of the other party from the applications, and everything from
 * the join file. Rows of ended cases give nothing; rows of unknown cases are refused.
 */
export function collectClaims(
  grants: readonly Grant[],
  joinRows: readonly JoinRow[],
  context: ClaimContext,
): Outcome<Claims> {
  const live = groupBy(
    grants.filter((grant) => !grant.isDeleted && !grant.isCovered),
    (grant) => grant.managementNumber,
  );
  const known = new Set(grants.map((grant) => grant.managementNumber));
  const strangers = joinRows.filter((row) => !known.has(row.managementNumber));
  const persons = joinOutcomes(
    [...live.values()].flat().map((grant) => claimPerson(grant, context)),
  );
  if (strangers.length > 0) return refuse(...strangers.map(unknownCase));
  if (!persons.ok) return persons;
  const joined = joinRows.flatMap((row) =>
    claimJoinRow(row, live.get(row.managementNumber), context),
  );
  return {
    ok: true,
    value: {
      claims: [...persons.value.flatMap(({ claims }) => claims), ...joined],
      cautions: persons.value.flatMap(({ cautions }) => cautions),
    },
  };
}

function claimPerson(grant: Grant, context: ClaimContext): Outcome<Claims> {
  const atena = publishedForms('atena', grant.atena, context.locality);
  if (atena.length === 0) return refuse(unusableAtena(grant));
  const forms = (kind: IdentifierKind, text: string) =>
    publishedForms(kind, text, context.locality);
  const contacts = [
    ...grant.phones.map((text) => ({ text, role: grant.role, found: forms('phone', text) })),
    { text: grant.address, role: grant.role, found: forms('address', grant.address) },
    {
      text: grant.counterpartAddress,
      role: 'counterpart' as const,
      found: forms('address', grant.counterpartAddress),
    },
  ];
  const flag = caseFlagOf([grant], context);
  return {
    ok: true,
    value: {
      claims: [
        ...claimAll(atena, grant.role, flag, context),
        ...contacts.flatMap(({ role, found }) => claimAll(found, role, flag, context)),
      ],
      cautions: contacts
        .filter(({ text, found }) => text !== '' && found.length === 0)
        .map(({ text }) =>
          looksLikeMyNumber(text) ? myNumberContact(grant) : unreadableContact(grant),
        ),
    },
  };
}

function claimJoinRow(
  row: JoinRow,
  grants: readonly Grant[] | undefined,
  context: ClaimContext,
): readonly Claim[] {
  if (!grants) return [];
  return claimAll(row.identifiers, row.role, caseFlagOf(grants, context), context);
}

function claimAll(
  identifiers: readonly Identifier[],
  role: Role,
  flag: CaseFlag,
  context: ClaimContext,
): readonly Claim[] {
  const guidance = context.guidanceOf(role);
  return identifiers.map((identifier) => ({ identifier, flag: { ...flag, role, guidance } }));
}

/**
 * State and period of a case: the strictest over its persons, open-ended if any of them is. Ended
 * when all of them are released.
 */
function caseFlagOf(all: readonly Grant[], context: ClaimContext): CaseFlag {
  const unreleased = all.filter((grant) => !grant.isReleased);
  const grants = unreleased.length > 0 ? unreleased : all;
  const ends = grants.map((grant) => grant.endDay).filter((day) => day !== undefined);
  return {
    caseRef: context.caseRefOf(grants[0]?.managementNumber ?? ''),
    state: unreleased.length > 0 ? liveStateOf(unreleased) : 'ended',
    startDay: Math.min(...grants.map((grant) => grant.startDay)),
    ...(ends.length === grants.length ? { endDay: Math.max(...ends) } : {}),
    severity: severityOf(grants),
    guidance: 0,
    section: context.section,
    version: Math.max(...grants.map((grant) => grant.history)),
  };
}

function liveStateOf(grants: readonly Grant[]): CaseFlag['state'] {
  return grants.some((grant) => grant.state === 'active') ? 'active' : 'provisional';
}

function severityOf(grants: readonly Grant[]): Severity {
  return grants.some((grant) => grant.severity === 2) ? 2 : SEVERITY;
}

function unknownCase(row: JoinRow): Problem {
  return {
    ...row.place,
    column: '支援措置管理番号',
    code: 'case-unknown',
    cause: `管理番号${row.managementNumber}の申出書情報がありません。`,
    remedy:
      '申出書情報を全件抽出しているか確認し、終了した事案の行は突合ファイルから除いてください。',
  };
}

function unusableAtena(grant: Grant): Problem {
  return {
    ...grant.place,
    column: '宛名番号',
    code: 'identifier',
    cause: '宛名番号として使用できない値です。',
    remedy: '個人番号が入っていないか確認し、宛名番号を15桁で抽出し直してください。',
  };
}

function unreadableContact(grant: Grant): Problem {
  return {
    ...grant.place,
    code: 'contact-unreadable',
    cause: `管理番号${grant.managementNumber}：住所または電話番号に、照合に使えないものがあります。`,
    remedy: '宛名番号での注意表示は行われます。住所・電話番号は突合ファイルに記入できます。',
  };
}

function myNumberContact(grant: Grant): Problem {
  return {
    ...grant.place,
    code: 'my-number',
    cause: `管理番号${grant.managementNumber}：住所または電話番号に、個人番号と思われる12桁の番号があるため除きました。`,
    remedy: '住民記録システムの入力から個人番号を消し、抽出し直してください。',
  };
}
