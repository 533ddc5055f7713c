import { openLookUp } from '../../utils/background/look-up.ts';
import type { Flag } from '../../utils/domain/case.ts';
import {
  deriveEntry,
  deriveLookupKey,
  RECORD_BYTES,
  sealRecord,
} from '../../utils/domain/feed-record.ts';
import { joinRecords, type Snapshot } from '../../utils/domain/feed-snapshot.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';
import { composeQuestion } from '../../utils/page/read/list-screen.ts';
import { Scanner } from '../../utils/page/read/scanner.ts';
import { BENCH_PROFILE } from './bench-profile.ts';

/** Runs inside Chromium: the real scanner and the real look-up, bundled as the extension is. */
export const IN_PAGE = { find, findAndAsk, bareWalk, timeLookUps };
Object.assign(globalThis, { mattaBench: IN_PAGE });

const LOCALITY = {
  municipalityCode: '990001',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0999',
};
const HEADER = {
  format: 'matta-flags-1',
  feedId: 'kakuu-bench',
  epochId: 'e1',
  municipalityCode: LOCALITY.municipalityCode,
  environment: 'training',
  version: 1,
  builtAtMs: 0,
} as const;
const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);
const FLAG: Flag = {
  caseRef: '00112233445566aa',
  role: 'protected',
  state: 'active',
  severity: 1,
  guidance: 0,
  section: 0,
  version: 1,
};
const ASKED = 200;
/** One identifier in ten on the screen is filed. */
const FILED = 20;

/** One full pass over the document by a fresh scanner; the guard does it in slices of 8 ms. */
function find(): number {
  return scanDocument().index.screen.all().length;
}

/** The same, and all that the page does until the worker has the texts. */
function findAndAsk(): number {
  const { index } = scanDocument();
  index.read(() => false);
  let sent = 0;
  while (index.screen.isWaiting()) {
    const asked = index.screen.nextPart();
    sent += JSON.stringify(composeQuestion(asked).groups).length;
    index.settle(asked, new Set());
  }
  return sent;
}

function scanDocument(): Scanner {
  const scanner = new Scanner({
    profile: BENCH_PROFILE,
    locality: LOCALITY,
    openRoot: (element) => element.shadowRoot,
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.find(() => false);
  return scanner;
}

/** The least that any scanner does: every text node, one regular expression. */
function bareWalk(): number {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  let found = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    found += node.nodeValue?.match(/[0-9０-９][0-9０-９-]{6,}/g)?.length ?? 0;
  }
  return found;
}

/** Times `runs` look-ups of 200 identifiers that were never asked before, then again when known. */
async function timeLookUps(recordCount: number, runs: number) {
  const snapshot = await makeSnapshot(recordCount);
  const asked = Array.from({ length: ASKED }, (_, index) => numbered(index));
  const cold: number[] = [];
  const warm: number[] = [];
  let flagged = 0;
  for (let run = 0; run < runs; run += 1) {
    const lookUp = await openLookUp({ snapshot, secret: SECRET });
    const startedAt = performance.now();
    const verdicts = await lookUp.lookUp(asked, 'fresh');
    const knownAt = performance.now();
    await lookUp.lookUp(asked, 'fresh');
    cold.push(knownAt - startedAt);
    warm.push(performance.now() - knownAt);
    flagged = verdicts.filter(({ verdict }) => verdict.status === 'flagged').length;
  }
  return { cold, warm, flagged };
}

/** Real records for the filed identifiers among records that nobody can open, as in a real feed. */
async function makeSnapshot(recordCount: number): Promise<Snapshot> {
  const key = await deriveLookupKey({ ...HEADER, secret: SECRET });
  const records = Array.from({ length: recordCount - FILED }, () =>
    crypto.getRandomValues(new Uint8Array(RECORD_BYTES)),
  );
  for (let index = 0; index < FILED; index += 1) {
    const entry = await deriveEntry(key, HEADER.municipalityCode, numbered(index));
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const record = await sealRecord({ ...HEADER, entry, nonce, flags: [FLAG] });
    if (!record.ok) throw new Error(record.code);
    records.push(record.value);
  }
  return { header: { ...HEADER, count: recordCount }, records: joinRecords(records) };
}

function numbered(index: number): Identifier {
  return { kind: 'atena', value: String(index + 1).padStart(15, '0') };
}
