import { benchTable } from './bench-profile.ts';

/** Pages that make a careless reader stop: five megabytes of rows, and texts made against patterns. */
export function heavyPages(): Readonly<Record<string, string>> {
  return {
    'five-megabytes.html': benchTable(19_000),
    'redos.html': redosTexts().map(block).join(''),
  };
}

/** Long runs of what the patterns of the scanner and of the canonical forms repeat. */
function redosTexts(): readonly string[] {
  const pieces = [
    '1',
    '1-',
    '1 ',
    '１－',
    '- ',
    'ー',
    '一',
    '一ノ',
    '1丁目',
    '12:',
    '((((1',
    '+81 ',
    '0246-',
    '東入',
    '住　所',
    '宛 名 番 号',
    'の',
    'Ａ',
    'か\u3099',
    '\u2060',
  ];
  return pieces.flatMap((piece) => [390, 20_000].map((length) => fill(piece, length)));
}

function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

/** Once under each label, once without one, and in a control. */
function block(text: string): string {
  const labelled = ['宛名番号', '債権番号', '電話番号', '住所'].map(
    (label) => `<dl><dt>${label}</dt><dd>${text}x</dd></dl>`,
  );
  return `${labelled.join('')}<p>${text}!</p><textarea>${text}</textarea>`;
}
