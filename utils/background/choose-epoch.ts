import type { FailureCode } from '../domain/failure.ts';
import { epochFolder } from '../domain/feed-delta.ts';
import { type FeedDescription, parseFeedDescription } from '../domain/feed-description.ts';
import { findFeedSecret } from '../domain/feed-secret.ts';
import { FLAGS_TARGET } from '../domain/feed-snapshot.ts';
import type { Policy } from '../domain/policy.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SignedPart, TargetFile } from '../domain/trust/metadata.ts';

/** The flags of one epoch as the signed targets list them. */
export type EpochFlags = {
  readonly name: string;
  /** '' for the current epoch, else `epochFolder` of this one. */
  readonly folder: string;
  readonly file: TargetFile;
  readonly described: FeedDescription;
};

/** The epoch to read. */
export type ChosenEpoch = EpochFlags & {
  /** A newer epoch that this PC has no key for yet (SECURITY.md T23). */
  readonly waitingFor?: string | undefined;
};

type Input = { readonly policy: Policy; readonly now: number };
type Targets = SignedPart<'targets'>['targets'];

const OTHER_EPOCH = /^epochs\/[^/]+\/flags\.bin$/;

/**
 * Chooses the newest epoch that the policy has a key for (SECURITY.md §4.5). `key-missing` when
 * there is none. Everything listed must be this PC's feed (T14, T30), whichever epoch is read.
 */
export function chooseEpoch(targets: Targets, input: Input): Result<ChosenEpoch, FailureCode> {
  const current = targets[FLAGS_TARGET];
  if (!current) return fail('feed-malformed', 'targets: a file is not listed');
  const others = Object.entries(targets).filter(([name]) => OTHER_EPOCH.test(name));
  const listed = [[FLAGS_TARGET, current] as const, ...others].map(([name, file]) =>
    readEpoch(name, file, input.policy),
  );
  const refused = listed.find((epoch) => !epoch.ok);
  if (refused && !refused.ok) return refused;
  const epochs = listed.flatMap((epoch) => (epoch.ok ? [epoch.value] : []));
  return pickEpoch(epochs, input);
}

function readEpoch(
  name: string,
  file: TargetFile,
  policy: Policy,
): Result<EpochFlags, FailureCode> {
  const described = parseFeedDescription(file.custom);
  if (described === undefined) return fail('feed-malformed', 'targets: description of the flags');
  const { feedId, epochId, municipality, environment } = described;
  const isOurs =
    feedId === policy.feedId &&
    municipality === policy.municipalityCode &&
    environment === policy.environment;
  if (!isOurs) return fail('feed-foreign', `${feedId} ${municipality} ${environment}`);
  const folder = name === FLAGS_TARGET ? '' : epochFolder(epochId);
  if (name !== `${folder}${FLAGS_TARGET}`) return fail('feed-malformed', 'targets: epoch folder');
  return ok({ name, folder, file, described });
}

/** The current epoch, in `flags.bin`, is the newest one; it stands first in the list. */
function pickEpoch(
  epochs: readonly EpochFlags[],
  { policy, now }: Input,
): Result<ChosenEpoch, FailureCode> {
  const newest = epochs[0]?.described.epochId;
  const chosen = epochs.find(({ described }) =>
    findFeedSecret(policy.feedSecrets, described.epochId, now),
  );
  if (!chosen) return fail('key-missing', `epoch ${newest}`);
  const waitingFor = chosen.described.epochId === newest ? undefined : newest;
  return ok({ ...chosen, waitingFor });
}
