import browser from 'webextension-polyfill';
import {
  type Policy,
  type PolicyWithoutSecrets,
  parsePolicy,
  withoutSecrets,
} from '../domain/policy.ts';
import { localCell, sessionCell } from './storage-cell.ts';

/** A woken worker gets its values in a few ms; no look-up may wait for longer than this. */
const MANAGED_PATIENCE_MS = 300;

/**
 * Where the managed policy comes from. The secrets live in memory only: the session copy dies with
 * the browser, the last-known-good copy on disk has none.
 */
export type PolicyStore = {
  /** Raw managed values; `{}` both for "no policy" and "not delivered yet" (SECURITY.md F9). */
  readManaged(): Promise<unknown>;
  readSession(): Promise<Policy | undefined>;
  readLastKnownGood(): Promise<PolicyWithoutSecrets | undefined>;
  keep(policy: Policy): Promise<void>;
};

/** Opens the policy store. */
export function openPolicyStore(): PolicyStore {
  const session = sessionCell('policy', parseStored);
  const local = localCell('lastKnownGoodPolicy', parseStoredWithoutSecrets);
  return {
    readManaged: () => Promise.race([browser.storage.managed.get(null), notDelivered()]),
    readSession: () => session.read(),
    readLastKnownGood: () => local.read(),
    async keep(policy) {
      await session.write(policy);
      // A copy for the next session; a disk that is full must not keep live values from counting.
      await local.write(withoutSecrets(policy)).catch(() => undefined);
    },
  };
}

/** Right after the browser's start the managed area answers seconds late (SECURITY.md F9). */
function notDelivered(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, MANAGED_PATIENCE_MS, {}));
}

function parseStored(value: unknown): Policy | undefined {
  const parsed = parsePolicy(value);
  return parsed.ok ? parsed.value : undefined;
}

function parseStoredWithoutSecrets(value: unknown): PolicyWithoutSecrets | undefined {
  const parsed =
    typeof value === 'object' && value !== null
      ? parsePolicy({ ...value, feedSecrets: [] })
      : undefined;
  return parsed?.ok ? withoutSecrets(parsed.value) : undefined;
}
