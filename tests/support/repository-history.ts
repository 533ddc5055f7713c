import fc from 'fast-check';
import { TRUST_ROLES, type TrustRole } from '../../utils/domain/trust/metadata.ts';
import { METADATA_ATTACKS } from './metadata-attacks.ts';
import {
  createSigner,
  expiry,
  signMetadata,
  type TargetInput,
  type TufRepository,
} from './tuf-repository.ts';

/** What can happen to a repository between two visits of a client; honest and otherwise. */
export type Step =
  | { readonly do: (typeof PLAIN)[number] }
  | { readonly do: 'bump'; readonly role: LowerRole; readonly by: number }
  | { readonly do: 'expire' | 'revive' | 'rotate' | 'steal'; readonly role: TrustRole }
  | { readonly do: 'forge'; readonly role: TrustRole; readonly attack: string }
  | { readonly do: 'mix' | 'declare' | 'two-keys' | 'twin'; readonly role: LowerRole };

type LowerRole = (typeof LOWER)[number];
const PLAIN = [
  'publish',
  'timestamp',
  'nothing',
  'rotate-root',
  'lose-file',
  'skip-root',
  'chain',
  'forward',
] as const;
const LOWER = ['timestamp', 'snapshot', 'targets'] as const;
const DAY_MS = 24 * 60 * 60_000;

const lowerRole = fc.constantFrom(...LOWER);
const anyRole = fc.constantFrom(...TRUST_ROLES);

/** One step; honest ones come more often, so that histories get somewhere. */
export const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom(...PLAIN) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('bump' as const),
      role: lowerRole,
      by: fc.integer({ min: -3, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'expire' as const,
        'revive' as const,
        'rotate' as const,
        'steal' as const,
      ),
      role: anyRole,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      role: anyRole,
      attack: fc.constantFrom(...Object.keys(METADATA_ATTACKS)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('mix' as const, 'declare' as const, 'two-keys' as const, 'twin' as const),
      role: lowerRole,
    }),
  },
);

type Setting = { readonly targets: readonly TargetInput[]; readonly nowMs: number };

/** Lets one step happen. */
export function takeStep(repository: TufRepository, step: Step, setting: Setting): void {
  const { bodies } = repository;
  if ('role' in step) takeRoleStep(repository, step, setting);
  if (step.do === 'publish') repository.publish(setting.targets);
  if (step.do === 'timestamp') repository.publishTimestamp();
  if (step.do === 'skip-root') bodies.root.version += 1;
  if (step.do === 'rotate-root' || step.do === 'skip-root') publishNextRoot(repository);
  if (step.do === 'lose-file') repository.files.delete(`${bodies.snapshot.version}.snapshot.json`);
  if (step.do === 'chain') for (let count = 0; count < 3; count += 1) publishNextRoot(repository);
  if (step.do === 'forward') {
    bodies.timestamp.version += 1_000_000;
    repository.publish(setting.targets);
  }
}

function takeRoleStep(
  repository: TufRepository,
  step: Extract<Step, { role: TrustRole }>,
  setting: Setting,
): void {
  const { role } = step;
  if (step.do === 'bump') {
    repository.bodies[role].version = Math.max(1, repository.bodies[role].version + step.by);
    repository.fileAll();
  }
  if (step.do === 'expire') setExpiry(repository, role, { ...setting, days: -1 });
  if (step.do === 'revive') setExpiry(repository, role, { ...setting, days: 30 });
  if (step.do === 'rotate') rotate(repository, role, setting);
  if (step.do === 'steal') steal(repository, role, setting);
  if (step.do === 'forge') forge(repository, step, setting);
  if (step.do === 'mix') mix(repository, step.role);
  if (step.do === 'declare') declareOther(repository, step.role);
  if (step.do === 'two-keys') setKeys(repository, step.role, [createSigner(), createSigner()]);
  if (step.do === 'twin') setKeys(repository, step.role, twins());
  if (step.do === 'two-keys' || step.do === 'twin') repository.publish(setting.targets);
}

function setExpiry(
  repository: TufRepository,
  role: TrustRole,
  { days, nowMs, targets }: Setting & { readonly days: number },
): void {
  repository.bodies[role].expires = expiry(nowMs + days * DAY_MS);
  if (role === 'root') publishNextRoot(repository);
  else repository.publish(targets);
}

function rotate(repository: TufRepository, role: TrustRole, { targets }: Setting): void {
  const before = [...repository.signers.root];
  repository.signers[role] = [createSigner()];
  repository.writeKeys();
  publishNextRoot(repository, before);
  repository.publish(targets);
}

/** Publishes with a key that no root names. */
function steal(repository: TufRepository, role: TrustRole, { targets }: Setting): void {
  const honest = repository.signers[role];
  repository.signers[role] = [createSigner()];
  if (role === 'root') publishNextRoot(repository);
  else repository.publish(targets);
  repository.signers[role] = honest;
}

/** Files a crafted file as the next of its role; an honest step later files a good one again. */
function forge(
  repository: TufRepository,
  { role, attack }: Extract<Step, { do: 'forge' }>,
  { targets, nowMs }: Setting,
): void {
  const craft = METADATA_ATTACKS[attack];
  if (!craft) throw new Error(attack);
  if (role !== 'root') repository.publish(targets);
  const { version } = repository.bodies[role];
  const body = { ...repository.bodies[role], version: role === 'root' ? version + 1 : version };
  const bytes = craft({ body, signers: repository.signers[role], nowMs });
  if (role === 'root') repository.files.set(`${version + 1}.root.json`, bytes);
  else repository.fileAll({ [role]: bytes });
}

/** The file of the release before under the name of the newest. */
function mix({ bodies, files }: TufRepository, role: LowerRole): void {
  const { version } = bodies[role];
  const name = (number: number) =>
    role === 'timestamp' ? 'timestamp.json' : `${number}.${role}.json`;
  const old = files.get(name(version - 1));
  if (old) files.set(name(version), old);
}

/** The role above declares a hash that the served file does not have. */
function declareOther(repository: TufRepository, role: LowerRole): void {
  const { bodies, signers } = repository;
  if (role === 'timestamp') return;
  const above = role === 'snapshot' ? 'timestamp' : 'snapshot';
  for (const raised of LOWER) bodies[raised].version += 1;
  repository.fileAll();
  const meta = {
    [`${role}.json`]: { version: bodies[role].version, hashes: { sha256: 'a'.repeat(64) } },
  };
  const bytes = signMetadata({ ...bodies[above], meta }, signers[above]);
  repository.fileAll({ [above]: bytes });
}

function setKeys(
  repository: TufRepository,
  role: LowerRole,
  signers: TufRepository['signers']['root'],
) {
  repository.signers[role] = signers;
  repository.writeKeys({ [role]: 2 });
  publishNextRoot(repository);
}

/** One key under two ids. */
function twins(): TufRepository['signers']['root'] {
  const signer = createSigner();
  return [signer, { ...signer, keyId: 'a'.repeat(64) }];
}

function publishNextRoot(repository: TufRepository, before: TufRepository['signers']['root'] = []) {
  repository.bodies.root.version += 1;
  repository.publishRoot([...new Set([...before, ...repository.signers.root])]);
}
