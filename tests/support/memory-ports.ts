import { AuditUnwritable } from '../../utils/background/audit-unwritable.ts';
import type { NetworkRule } from '../../utils/background/network-rule.ts';
import type { FlagSource, Ports, TaggedVerdict } from '../../utils/background/ports.ts';
import { EMPTY_STATE, type WorkerState } from '../../utils/background/worker-state.ts';
import { mergeActTable } from '../../utils/domain/act-table.ts';
import type { AuditEvent } from '../../utils/domain/audit-record.ts';
import type { Flag } from '../../utils/domain/case.ts';
import type { FailureCode } from '../../utils/domain/failure.ts';
import { type FeedConfig, parseFeedConfig } from '../../utils/domain/feed-config.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';
import type { GuardProtocol } from '../../utils/messaging/protocol.ts';

/** What the browser side saw, in order. */
export type Told = {
  readonly tabId: number;
  readonly frameId?: number | undefined;
  readonly guard: keyof GuardProtocol;
  readonly input: unknown;
};

/** A browser in memory: state, record, rules and sheets as plain values that a test can read. */
export type MemoryBrowser = {
  readonly ports: Ports;
  readonly audit: AuditEvent[];
  readonly told: Told[];
  /** What a frame answers when it is asked, by `frameId message`. */
  readonly answers: Map<string, unknown>;
  readonly lockedDocuments: Set<string>;
  readonly openedWindows: string[];
  rules(): readonly NetworkRule[];
  /** Which tab opened which, by the opened one. */
  readonly openers: Map<number, number>;
  state(): WorkerState;
  flag(identifier: Identifier, ...flags: readonly Flag[]): void;
  doubt(...codes: readonly FailureCode[]): void;
  breakAudit(): void;
  closeTopFrame(): void;
  /** The browser's list of frames leaves a document out; `isGone` when its guard is silent too. */
  unlist(documentId: string, isGone: boolean): void;
  passTime(ms: number): void;
};

export const CONFIG: FeedConfig = parseFeedConfig({
  version: 1,
  locality: { municipalityCode: '999999', prefecture: '架空県', city: '架空市', areaCode: '0999' },
  profiles: [
    {
      version: 1,
      id: 'saiken',
      name: '債権管理',
      system: 'debt',
      match: ['http://saiken.example/*'],
      identifiers: [{ kind: 'atena', labels: ['宛名番号'], place: 'subject' }],
      acts: [
        {
          act: 'print',
          name: '催告書の印刷',
          requests: [{ url: '|http://saiken.example/pdf/', pdfOnly: true }],
        },
        {
          act: 'destination',
          name: '送付先の変更',
          requests: [{ url: '|http://saiken.example/save', methods: ['post'] }],
        },
      ],
    },
  ],
  actTable: { counterpart: { phone: 'approve' } },
  guidance: [{ code: 1, text: '住所・居所・来庁の事実を伝えないでください。' }],
  sections: [{ code: 1, name: '戸籍住民課', extension: '2201' }],
});

/** Opens a browser in memory on the given configuration. */
export function openMemoryBrowser(config: FeedConfig | undefined = CONFIG): MemoryBrowser {
  let state: WorkerState = EMPTY_STATE;
  let rules: readonly NetworkRule[] = [];
  let nowMs = Date.UTC(2026, 10, 21);
  let doubts: readonly FailureCode[] = [];
  let drawn = 0;
  let auditIsBroken = false;
  let hasTopFrame = true;
  const unlisted = new Map<string, boolean>();
  const flags = new Map<string, readonly Flag[]>();
  const audit: AuditEvent[] = [];
  const told: Told[] = [];
  const lockedDocuments = new Set<string>();
  const openedWindows: string[] = [];
  const answers = new Map<string, unknown>();
  const openers = new Map<number, number>();

  function verdictOf(identifier: Identifier): TaggedVerdict {
    const key = `${identifier.kind}:${identifier.value}`;
    const found = flags.get(key);
    if (found) return { verdict: { status: 'flagged', flags: found }, tag: `tag-${key}` };
    const [reason] = doubts;
    return {
      verdict: reason ? { status: 'unknown', reason } : { status: 'clear' },
      tag: `tag-${key}`,
    };
  }

  const source: () => FlagSource = () => ({
    config,
    actTable: mergeActTable(config?.actTable ?? {}),
    doubts,
    dataAgeMs: 60_000,
    lookUp: async (identifiers) => identifiers.map(verdictOf),
  });

  const ports: Ports = {
    now: () => nowMs,
    randomId: () => `id-${String(++drawn).padStart(16, '0')}`,
    source,
    state: {
      get: () => state,
      async update(change) {
        state = change(state);
      },
    },
    audit: {
      async append(event) {
        if (auditIsBroken) throw new AuditUnwritable('disk full');
        audit.push(event);
      },
    },
    network: {
      async apply(plan) {
        rules = plan();
      },
      usedRuleIds: async () => [],
    },
    printSheet: {
      async insert(documents) {
        for (const { documentId } of documents) lockedDocuments.add(documentId);
      },
      async remove(documents) {
        for (const { documentId } of documents) lockedDocuments.delete(documentId);
      },
    },
    guards: {
      async tell(address, guard, input) {
        if (guard === 'isThere') return !unlisted.get(address.documentId ?? '');
        told.push({ ...address, guard, input });
        return hasTopFrame;
      },
      ask: async (address, guard) => answers.get(`${address.frameId} ${guard}`) as never,
    },
    frames: {
      documentIds: async (tabId) =>
        Object.keys(state.tabs[tabId]?.documents ?? {}).filter((id) => !unlisted.has(id)),
      openerTabId: async (tabId) => openers.get(tabId),
    },
    windows: {
      async openQuestion(nonce) {
        openedWindows.push(nonce);
      },
      async openPullList(tabId) {
        openedWindows.push(`pull-list ${tabId}`);
      },
    },
    operatorLabel: () => '100234',
    counterMode: () => false,
  };

  return {
    ports,
    audit,
    told,
    answers,
    lockedDocuments,
    openedWindows,
    rules: () => rules,
    openers,
    state: () => state,
    flag: (identifier, ...added) => flags.set(`${identifier.kind}:${identifier.value}`, added),
    doubt: (...codes) => {
      doubts = codes;
    },
    breakAudit: () => {
      auditIsBroken = true;
    },
    closeTopFrame: () => {
      hasTopFrame = false;
    },
    unlist: (documentId, isGone) => unlisted.set(documentId, isGone),
    passTime: (ms) => {
      nowMs += ms;
    },
  };
}
