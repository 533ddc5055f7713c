import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ROLES, STATES } from '../../utils/domain/case.ts';
import { type Outcome, refuse } from '../problem.ts';
import { writePrivateFile } from './write-private-file.ts';

const STATE_FILE = 'state.json';

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const TAG = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const CASE_REF = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

const FLAG = v.strictObject({
  caseRef: CASE_REF,
  role: v.picklist(ROLES),
  state: v.picklist(STATES),
  startDay: v.exactOptional(v.number()),
  endDay: v.exactOptional(v.number()),
  severity: v.picklist([0, 1, 2, 3]),
  guidance: COUNT,
  section: COUNT,
  version: COUNT,
});

const PROVISIONAL = v.strictObject({
  managementNumber: v.string(),
  addedDay: v.number(),
  tag: TAG,
  entryKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  flag: FLAG,
});

const RELEASE = v.strictObject({
  managementNumber: v.string(),
  /** Tag of the 宛名番号; absent when the whole case is released. */
  tag: v.exactOptional(TAG),
  /** 支援措置履歴番号 that is ended; a later one is another grant and stays. */
  version: COUNT,
  releasedDay: v.number(),
  signers: v.array(v.string()),
});

/** What is remembered of one epoch: nothing of it can be told from another epoch. */
const EPOCH = {
  epochId: v.string(),
  caseRefs: v.record(v.string(), CASE_REF),
  /** Persons under protection as published last; the tag of the 宛名番号 stands for the person. */
  grants: v.array(
    v.strictObject({
      managementNumber: v.string(),
      tag: TAG,
      history: COUNT,
      operatedDay: v.number(),
    }),
  ),
  /** Flags that `provisional` added before the register knew of them. */
  provisionals: v.array(PROVISIONAL),
  /** Published records that are no dummies; canaries carry no flags here. */
  records: v.array(v.strictObject({ tag: TAG, flags: v.array(FLAG) })),
  /** Grants that two signers ended and the register has not ended yet. */
  releases: v.optional(v.array(RELEASE), []),
};
const EPOCH_STATE = v.strictObject(EPOCH);

const STATE = v.strictObject({
  format: v.literal('matta-state-1'),
  ...EPOCH,
  /** Highest published versions: a lost web folder must not lead to a rollback. */
  targetsVersion: COUNT,
  snapshotVersion: COUNT,
  timestampVersion: COUNT,
  builtAtMs: COUNT,
  /** The epoch that is published beside the current one, during a change-over. */
  previous: v.exactOptional(EPOCH_STATE),
});

/** What the publisher remembers between runs. It holds tags and management numbers, no identifiers. */
export type PublisherState = v.InferOutput<typeof STATE>;
export type EpochState = v.InferOutput<typeof EPOCH_STATE>;
export type Release = v.InferOutput<typeof RELEASE>;
export type Provisional = v.InferOutput<typeof PROVISIONAL>;

/** The state before the first publication. */
export function emptyState(epochId: string): PublisherState {
  return {
    format: 'matta-state-1',
    ...emptyEpoch(epochId),
    targetsVersion: 0,
    snapshotVersion: 0,
    timestampVersion: 0,
    builtAtMs: 0,
  };
}

/** What is remembered of an epoch before its first publication. */
export function emptyEpoch(epochId: string): EpochState {
  return { epochId, caseRefs: {}, grants: [], provisionals: [], records: [], releases: [] };
}

/** Reads the state from the key folder. A damaged state is refused: the brakes depend on it. */
export function readState(keyPath: string, epochId: string): Outcome<PublisherState> {
  const file = join(keyPath, STATE_FILE);
  if (!existsSync(file)) return { ok: true, value: emptyState(epochId) };
  try {
    const state = v.parse(STATE, JSON.parse(readFileSync(file, 'utf8')));
    if (state.epochId !== epochId) throw new Error('state of another epoch');
    return { ok: true, value: state };
  } catch {
    const remedy = '鍵フォルダの控えから戻してください。';
    return refuse({ code: 'keys', file: STATE_FILE, cause: '前回の状態を読めません。', remedy });
  }
}

/** Writes the state, whole or not at all. */
export function writeState(keyPath: string, state: PublisherState): void {
  writePrivateFile(join(keyPath, STATE_FILE), JSON.stringify(state));
}
