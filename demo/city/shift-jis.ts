/** Encodes text as Shift_JIS (Windows-31J). A character without a code becomes a numeric entity. */
export function encodeShiftJis(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = TABLE.get(char);
    const encoded = code ?? [...`&#${char.codePointAt(0)};`].map((c) => c.charCodeAt(0));
    bytes.push(...encoded);
  }
  return Uint8Array.from(bytes);
}

/** Decodes Shift_JIS bytes. */
export function decodeShiftJis(bytes: Uint8Array): string {
  return new TextDecoder('shift_jis').decode(bytes);
}

// Node can decode Shift_JIS but not encode it, so the table is the decoder turned round.
const TABLE = reverseTable();

function reverseTable(): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  for (let byte = 0; byte < 0x80; byte += 1) table.set(String.fromCharCode(byte), [byte]);
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) keep(table, [byte]);
  for (const lead of leadBytes()) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) keep(table, [lead, trail]);
  }
  return table;
}

function leadBytes(): readonly number[] {
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [...from(0x81, 0x9f), ...from(0xe0, 0xfc)];
}

function keep(table: Map<string, readonly number[]>, bytes: readonly number[]): void {
  const char = decodeShiftJis(Uint8Array.from(bytes));
  const isOne = [...char].length === 1 && char !== '\ufffd';
  if (isOne && !table.has(char)) table.set(char, bytes);
}
