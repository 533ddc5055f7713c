import { type Bytes, fromHex, utf8 } from '../bytes.ts';
import type { Metadata, SignedPart, TrustRole } from './metadata.ts';

const ED25519_KEY_BYTES = 32;
const ED25519_SIGNATURE_BYTES = 64;

/**
 * True when a threshold of keys that the root names for the role signed the metadata (TUF
 * specification 5.3.4, 5.4.2, 5.5.3, 5.6.3). Keys are counted by their public value, so one key
 * under two key ids counts once. A key of another type than Ed25519 never counts.
 */
export async function isSignedByThreshold(
  root: SignedPart<'root'>,
  metadata: Metadata<TrustRole>,
): Promise<boolean> {
  const { keyids, threshold } = root.roles[metadata.role];
  const message = utf8(metadata.canonical);
  const signers = new Set<string>();
  for (const keyid of keyids) {
    const key = readPublicKey(root, keyid);
    const signature = metadata.signatures.find((entry) => entry.keyid === keyid);
    if (key === undefined || signature === undefined) continue;
    if (await isValidSignature(key, signature.sig, message)) signers.add(key);
  }
  return signers.size >= threshold;
}

/** The public key in lower-case hex, or undefined when it is absent or of an unknown type. */
function readPublicKey(root: SignedPart<'root'>, keyid: string): string | undefined {
  const key = Object.hasOwn(root.keys, keyid) ? root.keys[keyid] : undefined;
  if (key?.keytype !== 'ed25519' || key.scheme !== 'ed25519') return undefined;
  const isWhole = fromHex(key.keyval.public.toLowerCase())?.byteLength === ED25519_KEY_BYTES;
  return isWhole ? key.keyval.public.toLowerCase() : undefined;
}

async function isValidSignature(publicKey: string, sig: string, message: Bytes): Promise<boolean> {
  const signature = fromHex(sig.toLowerCase());
  const raw = fromHex(publicKey);
  if (raw === undefined || signature?.byteLength !== ED25519_SIGNATURE_BYTES) return false;
  try {
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, message);
  } catch {
    // The platform refuses some malformed keys by throwing: such a key signs nothing.
    return false;
  }
}
