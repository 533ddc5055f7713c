import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../utils/domain/bytes.ts';
import { publishedForms } from '../utils/domain/canonical-form.ts';
import { japaneseDay } from '../utils/domain/case.ts';
import { checkRelease, type ReleaseTarget } from './flags/check-release.ts';
import { deriveEntries } from './flags/compose-records.ts';
import { type Holdings, type PlannedEpoch, planEpochs } from './flags/plan-epochs.ts';
import { type Inputs, readInputs } from './input/read-inputs.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { overlapProblem, overlaps } from './keys/overlaps.ts';
import { readState } from './keys/publisher-state.ts';
import {
  type ReleaseFile,
  readRelease,
  type SigningPerson,
  signRelease,
  verifyRelease,
} from './keys/release-file.ts';
import { writePrivateFile } from './keys/write-private-file.ts';
import { type Outcome, refuse } from './problem.ts';
import { type PublishOptions, type PublishResult, publishInputs } from './publish-inputs.ts';

export type RequestOptions = PublishOptions & {
  readonly managementNumber: string;
  /** 宛名番号 of the one person who leaves the case; absent for the whole case. */
  readonly person?: string | undefined;
  /** 支援措置履歴番号 of the grant. */
  readonly version: number;
  readonly signer: SigningPerson;
  /** Where the request goes, for the second signer. */
  readonly request: string;
};

export type ApproveOptions = PublishOptions & {
  readonly approve: string;
  readonly signer: SigningPerson;
};

/** Writes a release with the first signature. Nothing is published. */
export async function requestRelease(options: RequestOptions): Promise<Outcome<null>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  if (overlaps(options.request, options.out)) return refuse(overlapProblem(options.request));
  const { identity } = folder.value;
  const state = readState(options.keys, identity.epochId);
  if (!state.ok) return state;
  const today = options.today ?? japaneseDay(options.nowMs);
  const inputs = readInputs(options, { municipalityCode: identity.municipalityCode, today });
  if (!inputs.ok) return inputs;
  const holdings = { folder: folder.value, state: state.value };
  const planned = await planEpochs(holdings, inputs.value, options);
  if (!planned.ok) return planned;
  const target = await targetOf(options, inputs.value, planned.value[0]);
  const problems = checkTarget(target, planned.value[0]);
  if (problems.length > 0) return refuse(...problems);

  const { feedId, epochId } = identity;
  const { tag, managementNumber, version } = target;
  const grant = { managementNumber, version, ...(tag ? { tag } : {}) };
  const terms = { format: 'matta-release-1', feedId, epochId } as const;
  const signed = { ...terms, ...grant, requestedAtMs: options.nowMs };
  const release = signRelease({ signed, signatures: [] }, folder.value, options.signer);
  if (!release.ok) return release;
  writeFileSync(options.request, JSON.stringify(release.value, undefined, 2), { mode: 0o600 });
  return { ok: true, value: null };
}

/** Adds the second signature, checks everything again against the inputs, and publishes the end. */
export async function approveRelease(options: ApproveOptions): Promise<Outcome<PublishResult>> {
  const request = readRelease(options.approve);
  if (!request.ok) return request;
  let signed: ReleaseFile | undefined;
  return await publishInputs(options, {
    mode: 'delta',
    change: async (holdings, inputs) => {
      const release = signRelease(request.value, holdings.folder, options.signer);
      if (!release.ok) return release;
      signed = release.value;
      return await addRelease(options, release.value, { holdings, inputs });
    },
    settle: (_holdings, version) => {
      const folder = join(options.keys, 'releases');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writePrivateFile(join(folder, `${version}.json`), JSON.stringify(signed, undefined, 2));
    },
  });
}

async function addRelease(
  options: ApproveOptions,
  release: ReleaseFile,
  { holdings, inputs }: { readonly holdings: Holdings; readonly inputs: Inputs },
): Promise<Outcome<Holdings>> {
  const signers = verifyRelease(release, holdings.folder, options.nowMs);
  if (!signers.ok) return signers;
  const planned = await planEpochs(holdings, inputs, options);
  if (!planned.ok) return planned;
  const { managementNumber, tag, version } = release.signed;
  const problems = checkTarget(
    { managementNumber, version, ...(tag ? { tag } : {}) },
    planned.value[0],
  );
  if (problems.length > 0) return refuse(...problems);
  const releasedDay = japaneseDay(options.nowMs);
  const entry = { managementNumber, version, releasedDay, signers: [...signers.value] };
  const { state } = holdings;
  const [current, previous] = planned.value;
  const inPrevious = tag === undefined ? undefined : sameGrantTag(tag, current, previous);
  const next = { ...state, releases: [...state.releases, { ...entry, ...(tag ? { tag } : {}) }] };
  if (!state.previous) return { ok: true, value: { ...holdings, state: next } };
  const other = { ...entry, ...(inPrevious ? { tag: inPrevious } : {}) };
  const changed = { ...state.previous, releases: [...state.previous.releases, other] };
  return { ok: true, value: { ...holdings, state: { ...next, previous: changed } } };
}

/** The tag of the same person in another epoch: grants stand in the same order in both. */
function sameGrantTag(
  tag: string,
  current: PlannedEpoch | undefined,
  other: PlannedEpoch | undefined,
): string | undefined {
  const index = current?.prepared.grants.findIndex((grant) => grant.tag === tag) ?? -1;
  return other?.prepared.grants[index]?.tag;
}

async function targetOf(
  { managementNumber, version, person }: RequestOptions,
  { config }: Inputs,
  epoch: PlannedEpoch | undefined,
): Promise<ReleaseTarget> {
  if (person === undefined || !epoch) return { managementNumber, version };
  const [identifier] = publishedForms('atena', person, config.locality);
  const items = identifier ? [{ identifier, flags: [] }] : [];
  const [derived] = await deriveEntries(items, epoch.context);
  return { managementNumber, version, tag: toHex(derived?.entry.tag ?? new Uint8Array(16)) };
}

function checkTarget(target: ReleaseTarget, epoch: PlannedEpoch | undefined) {
  if (!epoch) throw new Error('no epoch');
  return checkRelease(target, epoch.prepared, epoch.state);
}
