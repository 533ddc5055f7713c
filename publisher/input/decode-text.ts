import { type Outcome, refuse } from '../problem.ts';

/** A file as it was read, with the name that messages give it. */
export type SourceFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Decodes UTF-8 (with or without BOM) or Shift_JIS (CP932). A file that is neither, or partly one
 * and partly the other, is refused: a wrongly decoded address would silently protect nobody.
 */
export function decodeText(file: SourceFile): Outcome<string> {
  const utf8 = decodeAs('utf-8', file.bytes);
  if (utf8 !== undefined) return checkCharacters(file, utf8);
  const utf8Row = findUtf8Row(file.bytes);
  if (utf8Row !== undefined) {
    const cause = 'UTF-8とShift_JISが1つのファイルに混ざっています。';
    return refuse({ ...encodingProblem(file, cause), row: utf8Row });
  }
  const shiftJis = decodeAs('shift_jis', file.bytes);
  if (shiftJis !== undefined) return checkCharacters(file, shiftJis);
  return refuse(encodingProblem(file, 'UTF-8でもShift_JISでもない文字があります。'));
}

function checkCharacters(file: SourceFile, text: string): Outcome<string> {
  if (!/[\0\u{FFFD}]/u.test(text)) return { ok: true, value: text };
  return refuse(encodingProblem(file, '文字化けした文字または制御文字があります。'));
}

/** In a file that is not UTF-8 as a whole: the first line that is, counted from 1. */
function findUtf8Row(bytes: Uint8Array): number | undefined {
  let start = 0;
  for (let row = 1; start < bytes.length; row += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte >= 0x80) && decodeAs('utf-8', line) !== undefined) return row;
    start = end + 1;
  }
  return undefined;
}

function decodeAs(encoding: 'utf-8' | 'shift_jis', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingProblem(file: SourceFile, cause: string) {
  const remedy = '文字コードをUTF-8またはShift_JISにそろえて、抽出し直してください。';
  return { code: 'encoding', file: file.name, cause, remedy } as const;
}
