/** One line of a page: position in points from the lower left corner, size, text. */
export type PdfLine = {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
};

/** A4 in points. */
const PAGE = { width: 595, height: 842 } as const;

/**
 * Writes a one-page PDF of text lines and rules. The text is UTF-16 with a ToUnicode map, so that
 * every reader finds the Japanese text; the viewer supplies the font.
 */
export function writePdf(
  title: string,
  lines: readonly PdfLine[],
  rules: readonly number[],
): Uint8Array {
  const content = [
    ...rules.map((y) => `0.5 w 50 ${y} m ${PAGE.width - 50} ${y} l S`),
    ...lines.map((l) => `BT /F1 ${l.size} Tf 1 0 0 1 ${l.x} ${l.y} Tm <${utf16Hex(l.text)}> Tj ET`),
  ].join('\n');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    stream(content),
    '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 1000 /W [32 126 500] >>',
    '<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [-123 -257 1001 910] /ItalicAngle 0 /Ascent 857 /Descent -143 /CapHeight 709 /StemV 69 >>',
    stream(TO_UNICODE),
    `<< /Title <feff${utf16Hex(title)}> >>`,
  ]);
}

const TO_UNICODE = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Matta-UTF16 def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
${unicodeRanges()}
endcmap CMapName currentdict /CMap defineresource pop end end`;

/** A bfrange may not cross a change of the high byte, so there is one for each high byte. */
function unicodeRanges(): string {
  const ranges = Array.from({ length: 256 }, (_, high) => {
    const hex = high.toString(16).padStart(2, '0');
    return `<${hex}00> <${hex}FF> <${hex}00>`;
  });
  const HUNDRED = 100;
  const blocks = [0, HUNDRED, 2 * HUNDRED].map((start) => ranges.slice(start, start + HUNDRED));
  return blocks
    .map((block) => `${block.length} beginbfrange\n${block.join('\n')}\nendbfrange`)
    .join('\n');
}

function utf16Hex(text: string): string {
  return Array.from({ length: text.length }, (_, index) =>
    text.charCodeAt(index).toString(16).padStart(4, '0'),
  ).join('');
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
