/** Shift_JIS bytes of a text, by turning the platform's decoder round. */
export function shiftJis(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((character) => SHIFT_JIS.get(character) ?? [63]));
}

const SHIFT_JIS: ReadonlyMap<string, readonly number[]> = makeShiftJis();

function makeShiftJis(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (!codes.has(character)) codes.set(character, [lead, trail]);
    }
  }
  for (let single = 0; single < 0x80; single += 1) codes.set(String.fromCharCode(single), [single]);
  return codes;
}
