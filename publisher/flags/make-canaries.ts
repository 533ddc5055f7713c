import { toHex } from '../../utils/domain/bytes.ts';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { deriveEntries, type FlaggedEntry, type RecordContext } from './compose-records.ts';

export type CanaryContext = RecordContext & {
  readonly locality: Locality;
  readonly canaries: readonly string[];
};

/**
 * Records of 宛名番号 that belong to nobody: whoever tries all numbers and looks the hits up in a
 * business system shows in that system's log (SECURITY.md §4.3). A real identifier always wins.
 */
export async function makeCanaries(
  entries: readonly FlaggedEntry[],
  context: CanaryContext,
): Promise<readonly FlaggedEntry[]> {
  const taken = new Set(entries.map(({ entry }) => toHex(entry.tag)));
  const items = context.canaries
    .flatMap((number) => publishedForms('atena', number, context.locality))
    .map((identifier) => ({ identifier, flags: [canaryFlag(context)] }));
  const canaries = new Map(
    (await deriveEntries(items, context)).map((item) => [toHex(item.entry.tag), item]),
  );
  return [...canaries].filter(([tag]) => !taken.has(tag)).map(([, item]) => item);
}

function canaryFlag({ randomBytes }: CanaryContext): Flag {
  return {
    caseRef: toHex(randomBytes(8)),
    role: 'protected',
    state: 'active',
    severity: 1,
    guidance: 0,
    section: 0,
    version: 1,
  };
}
