/** Bytes that WebCrypto accepts: backed by a plain buffer, never by a shared one. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Encodes a text as UTF-8. */
export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** Joins byte strings in order. */
export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Joins fields so that no two different lists give the same bytes: each field is preceded by its
 * length in two bytes, big-endian. Throws when a field is longer than 65,535 bytes.
 */
export function lengthPrefixed(fields: readonly Uint8Array[]): Bytes {
  return concatBytes(fields.flatMap((field) => [lengthOf(field), field]));
}

/** Orders byte strings of one length as unsigned numbers; negative when `a` comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Lower-case hexadecimal digits, two for each byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of lower-case hexadecimal digits; undefined when the text is anything else. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}

function lengthOf(field: Uint8Array): Bytes {
  if (field.length > 0xffff) throw new Error(`field of ${field.length} bytes, at most 65535`);
  return Uint8Array.of(field.length >> 8, field.length & 0xff);
}
