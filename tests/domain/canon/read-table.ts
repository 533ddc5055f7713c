import { readFileSync } from 'node:fs';

/** Reads a table of texts in groups, each under a line `[heading]`, as pairs of heading and text. */
export function readTable(name: string): readonly (readonly [heading: string, text: string])[] {
  const rows: [string, string][] = [];
  let heading = '';
  for (const line of readFileSync(new URL(name, import.meta.url), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    if (line.startsWith('[')) heading = decode(line.slice(1, -1));
    else rows.push([heading, decode(line)]);
  }
  return rows;
}

function decode(text: string): string {
  return text
    .replace(/\\n/g, '\n')
    .replace(/\\u([0-9A-F]{4})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
