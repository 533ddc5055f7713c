import { type Bytes, compareBytes, concatBytes, lengthPrefixed, utf8 } from './bytes.ts';
import type { Flag } from './case.ts';
import { encodePayload, PAYLOAD_BYTES, parsePayload } from './feed-payload.ts';
import type { Identifier } from './identifier.ts';
import { fail, type Result } from './result.ts';

/** Record format "suite 1" (SECURITY.md §4.3): tag 16 | nonce 12 | AES-256-GCM(payload) 256 + 16. */
export const TAG_BYTES = 16;
export const NONCE_BYTES = 12;
export const RECORD_BYTES = 300;

/** Version of the record format, bound into every record. */
export const RECORD_VERSION = 1;

/** What one identifier derives to in one epoch. The key opens this identifier's record only. */
export type Entry = { readonly tag: Bytes; readonly entryKey: Bytes };

type Epoch = { readonly feedId: string; readonly epochId: string };

/**
 * Derives the look-up key of an epoch from its 32-byte secret. The key is not extractable and must
 * never be stored (SECURITY.md F7).
 */
export async function deriveLookupKey(
  epoch: Epoch & { readonly secret: Uint8Array },
): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', new Uint8Array(epoch.secret), 'HKDF', false, [
    'deriveKey',
  ]);
  const salt = await crypto.subtle.digest('SHA-256', utf8(epoch.feedId));
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`sgx/v1/lookup|${epoch.epochId}`) },
    secret,
    { name: 'HMAC', hash: 'SHA-512', length: 512 },
    false,
    ['sign'],
  );
}

/**
 * Derives tag and record key of one identifier in its canonical form: one HMAC for both. The
 * encoding is length-prefixed, so no two identifiers can give the same input.
 */
export async function deriveEntry(
  key: CryptoKey,
  municipalityCode: string,
  identifier: Identifier,
): Promise<Entry> {
  const fields = ['v1', municipalityCode, identifier.kind, identifier.value].map(utf8);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, lengthPrefixed(fields)));
  return { tag: digest.slice(0, TAG_BYTES), entryKey: digest.slice(TAG_BYTES, TAG_BYTES + 32) };
}

/**
 * Seals the flags of one identifier into a record of 300 bytes. The nonce must be random: the same
 * identifier gets other flags within one epoch, and a repeated nonce would break AES-GCM.
 */
export async function sealRecord(
  input: Epoch & {
    readonly entry: Entry;
    readonly flags: readonly Flag[];
    readonly nonce: Uint8Array;
  },
): Promise<Result<Bytes, 'no-flags' | 'too-many-flags'>> {
  const payload = encodePayload(input.flags);
  if (!payload.ok) return payload;
  if (input.nonce.length !== NONCE_BYTES) throw new Error('nonce: 12 bytes expected');

  const key = await importEntryKey(input.entry, 'encrypt');
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: new Uint8Array(input.nonce), additionalData: boundData(input) },
    key,
    payload.value,
  );
  return { ok: true, value: concatBytes([input.entry.tag, input.nonce, new Uint8Array(sealed)]) };
}

/**
 * Opens a record. `cache-corrupt` when it is not this entry's record, has been altered, or belongs
 * to another feed or epoch: the caller must answer *unknown*, never *clear*.
 */
export async function openRecord(
  input: Epoch & { readonly entry: Entry; readonly record: Uint8Array },
): Promise<Result<readonly Flag[], 'cache-corrupt'>> {
  const { record, entry } = input;
  if (record.length !== RECORD_BYTES) return fail('cache-corrupt', `${record.length} bytes`);
  if (compareBytes(record.subarray(0, TAG_BYTES), entry.tag) !== 0) {
    return fail('cache-corrupt', 'record of another identifier');
  }
  const payload = await decryptPayload(input);
  return payload ? parsePayload(payload) : fail('cache-corrupt', 'record does not open');
}

async function decryptPayload(
  input: Epoch & { readonly entry: Entry; readonly record: Uint8Array },
): Promise<Bytes | undefined> {
  const record = new Uint8Array(input.record);
  const iv = record.subarray(TAG_BYTES, TAG_BYTES + NONCE_BYTES);
  const key = await importEntryKey(input.entry, 'decrypt');
  const parameters = { name: 'AES-GCM', iv, additionalData: boundData(input) };
  const sealed = record.subarray(
    TAG_BYTES + NONCE_BYTES,
    TAG_BYTES + NONCE_BYTES + PAYLOAD_BYTES + 16,
  );
  // WebCrypto rejects with one and the same error for every way in which a record can be wrong.
  return await crypto.subtle.decrypt(parameters, key, sealed).then(
    (payload) => new Uint8Array(payload),
    () => undefined,
  );
}

async function importEntryKey(entry: Entry, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return await crypto.subtle.importKey('raw', entry.entryKey, 'AES-GCM', false, [usage]);
}

/** Ties a record to feed, epoch, tag and format, so that it opens nowhere else. */
function boundData({ feedId, epochId, entry }: Epoch & { readonly entry: Entry }): Bytes {
  return lengthPrefixed([
    utf8('sgx1'),
    utf8(feedId),
    utf8(epochId),
    entry.tag,
    Uint8Array.of(RECORD_VERSION),
  ]);
}
