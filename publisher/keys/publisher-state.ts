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

const STATE = v.strictObject({
  format: v.literal('matta-state-1'),
  epochId: v.string(),
  /** Highest published versions: a lost web folder must not lead to a rollback. */
  targetsVersion: COUNT,
  snapshotVersion: COUNT,
  timestampVersion: COUNT,
  builtAtMs: COUNT,
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
});

/** What the publisher remembers between runs. It holds tags and management numbers, no identifiers. */
export type PublisherState = v.InferOutput<typeof STATE>;
export type Provisional = v.InferOutput<typeof PROVISIONAL>;

/** The state before the first publication. */
export function emptyState(epochId: string): PublisherState {
  return {
    format: 'matta-state-1',
    epochId,
    targetsVersion: 0,
    snapshotVersion: 0,
    timestampVersion: 0,
    builtAtMs: 0,
    caseRefs: {},
    grants: [],
    provisionals: [],
    records: [],
  };
}

/** Reads the state from the key folder. A damaged state is refused: the brakes depend on it. */
export function readState(keyPath: string, epochId: string): Outcome<PublisherState> {
  const file = join(keyPath, STATE_FILE);
  if (!existsSync(file)) return { ok: true, value: emptyState(epochId) };
  try {
    return { ok: true, value: v.parse(STATE, JSON.parse(readFileSync(file, 'utf8'))) };
  } catch {
    const remedy = '鍵フォルダの控えから戻してください。';
    return refuse({ code: 'keys', file: STATE_FILE, cause: '前回の状態を読めません。', remedy });
  }
}

/** Writes the state, whole or not at all. */
export function writeState(keyPath: string, state: PublisherState): void {
  writePrivateFile(join(keyPath, STATE_FILE), JSON.stringify(state));
}
