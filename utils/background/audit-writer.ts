import type { AuditContext, AuditEvent } from '../domain/audit-record.ts';
import type { AuditStore } from '../storage/audit-store.ts';
import { AuditUnwritable } from './audit-unwritable.ts';
import type { FlagKeeper } from './flag-keeper.ts';
import { knownValues } from './policy-loader.ts';

/** Writes events with the circumstances that every record carries. */
export type AuditWriter = {
  /** Resolves when the record is on disk; rejects with `AuditUnwritable` when it cannot be written. */
  append(event: AuditEvent): Promise<void>;
  /** The store, opened on first use. */
  store(): Promise<AuditStore>;
  isWritable(): boolean;
};

/** Makes the writer. A store that failed to open is tried again at the next record. */
export function makeAuditWriter(parts: {
  readonly openAudit: () => Promise<AuditStore>;
  readonly keeper: FlagKeeper;
  readonly appVersion: string;
  readonly now: () => number;
}): AuditWriter {
  let opened: Promise<AuditStore> | undefined;
  let isWritable = true;

  function store(): Promise<AuditStore> {
    opened ??= parts.openAudit().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  return {
    store,
    isWritable: () => isWritable,
    async append(event) {
      try {
        await (await store()).append(event, contextOf(parts));
        isWritable = true;
      } catch (error) {
        isWritable = false;
        throw new AuditUnwritable('expected the operation record to be writable', { cause: error });
      }
    },
  };
}

function contextOf(parts: {
  readonly keeper: FlagKeeper;
  readonly appVersion: string;
  readonly now: () => number;
}): AuditContext {
  const values = knownValues(parts.keeper.policy());
  const { feed } = parts.keeper.data();
  return {
    device: values?.deviceLabel ?? '',
    operator: values?.operatorLabel ?? '',
    department: values?.department ?? '',
    feedId: values?.feedId ?? '',
    feedVersion: feed.ok ? feed.value.head.version : undefined,
    dataAgeMs: feed.ok ? parts.now() - feed.value.head.verifiedAtMs : undefined,
    appVersion: parts.appVersion,
  };
}
