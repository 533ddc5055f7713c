import { shiftJis } from './shift-jis.ts';

/** A damaged file: what was done to it, and the row that a message must name, if there is one. */
export type Damage = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly row?: number;
};

const utf8 = (content: string) => new TextEncoder().encode(content);

/** Damage to a file as a whole: cut short, another encoding, another file, spoilt bytes. */
export function damageBytes(content: string): readonly Damage[] {
  return [
    ...cutShort(content),
    ...encodeWrongly(content),
    ...replaceWhole(content),
    ...spoilBytes(content),
  ];
}

function cutShort(content: string): readonly Damage[] {
  const bytes = utf8(content);
  const shares = Array.from({ length: 24 }, (_, index) => (index + 1) / 25);
  const tails = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return [
    ...shares.map((share) => ({
      name: `cut after ${Math.round(share * 100)} %`,
      content: bytes.slice(0, Math.floor(bytes.length * share)),
    })),
    ...tails.map((count) => ({
      name: `${count} bytes short`,
      content: bytes.slice(0, bytes.length - count),
    })),
  ];
}

function encodeWrongly(content: string): readonly Damage[] {
  const lines = content.split('\r\n');
  const mixed = (row: number) =>
    new Uint8Array(
      lines.flatMap((line, index) => [
        ...(index === row - 1 ? utf8(line) : shiftJis(line)),
        ...utf8('\r\n'),
      ]),
    );
  const utf16 = new Uint8Array(new Uint16Array([...content].map((c) => c.charCodeAt(0))).buffer);
  return [
    { name: 'UTF-16 little-endian', content: utf16 },
    { name: 'UTF-16 big-endian', content: utf16.map((_, i) => utf16[i ^ 1] ?? 0) },
    { name: 'UTF-8 read as Latin-1', content: Buffer.from(utf8(content)).toString('latin1') },
    {
      name: 'Shift_JIS read as Latin-1',
      content: Buffer.from(shiftJis(content)).toString('latin1'),
    },
    { name: 'question marks for kanji', content: content.replace(/[^ -~\r\n]/g, '?') },
    { name: 'replacement characters', content: content.replaceAll('町', '\uFFFD') },
    ...[2, 9, 31].map((row) => ({
      name: `row ${row} in UTF-8 within Shift_JIS`,
      content: mixed(row),
      row,
    })),
    { name: 'a lead byte without trail', content: new Uint8Array([...shiftJis(content), 0x81]) },
  ];
}

function replaceWhole(content: string): readonly Damage[] {
  const other = '宛名番号,氏名,送付先区分\r\n1234567,架空 花子,1';
  const link = '市区町村コード,宛名番号,履歴番号,最新フラグ,措置区分\r\n990001,1234567,1,1,1';
  const columns = ['送付先', other, '001o009', link, 'a web page', '<html><body>503</body></html>'];
  return [
    { name: 'no byte', content: '' },
    { name: 'only a BOM', content: '\uFEFF' },
    { name: 'only line ends', content: '\r\n\r\n\r\n' },
    { name: 'JSON', content: '{"error":"timeout"}' },
    { name: 'a workbook', content: new Uint8Array([0x50, 0x4b, 3, 4, ...Array(400).fill(0xa9)]) },
    { name: 'tabs for commas', content: content.replaceAll(',', '\t') },
    { name: 'semicolons for commas', content: content.replaceAll(',', ';') },
    ...[0, 2, 4].map((i) => ({ name: columns[i] ?? '', content: columns[i + 1] ?? '' })),
    { name: 'two exports in one', content: `${content}\r\n${other}` },
    { name: 'a total below', content: `${content}\r\n合計,30` },
  ];
}

function spoilBytes(content: string): readonly Damage[] {
  const bytes = utf8(content);
  const spots = [0.1, 0.35, 0.6, 0.9].map((share) => Math.floor(bytes.length * share));
  return [
    ...spots.map((spot) => ({ name: `NUL at byte ${spot}`, content: bytes.with(spot, 0) })),
    ...spots.map((spot) => ({ name: `0xFF at byte ${spot}`, content: bytes.with(spot, 0xff) })),
  ];
}
