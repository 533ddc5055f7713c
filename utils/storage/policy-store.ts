import browser from 'webextension-polyfill';
import {
  type Policy,
  type PolicyWithoutSecrets,
  parsePolicy,
  withoutSecrets,
} from '../domain/policy.ts';
import { localCell, sessionCell } from './storage-cell.ts';

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
    readManaged: () => browser.storage.managed.get(null),
    readSession: () => session.read(),
    readLastKnownGood: () => local.read(),
    async keep(policy) {
      await session.write(policy);
      await local.write(withoutSecrets(policy));
    },
  };
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
