import { type Bytes, toHex } from '../bytes.ts';

/** SHA-256 in lower-case hex. */
export async function sha256Hex(bytes: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
