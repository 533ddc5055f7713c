const ERAS: readonly (readonly [start: string, name: string, letter: string, year0: number])[] = [
  ['2019-05-01', '令和', 'R', 2018],
  ['1989-01-08', '平成', 'H', 1988],
  ['1926-12-25', '昭和', 'S', 1925],
  ['0000-00-00', '大正', 'T', 1911],
];

/** 令和8年11月21日 of `2026-11-21`. */
export function eraDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  const era = eraOf(iso);
  const count = (year ?? 0) - era.year0;
  return `${era.name}${count === 1 ? '元' : count}年${month}月${day}日`;
}

/** R 8.11.21 of `2026-11-21`, as dense tables show it. */
export function shortEraDate(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number);
  const era = eraOf(iso);
  const pad = (value: number | undefined) => String(value ?? 0).padStart(2, '0');
  return `${era.letter}${pad((year ?? 0) - era.year0)}.${pad(month)}.${pad(day)}`;
}

/** The calendar day in Japan of a moment, yyyy-mm-dd. */
export function japaneseDate(nowMs: number): string {
  const JST_OFFSET_MS = 9 * 60 * 60 * 1000;
  return new Date(nowMs + JST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The calendar day `days` after a day, yyyy-mm-dd. */
export function addDays(iso: string, days: number): string {
  const DAY_MS = 24 * 60 * 60 * 1000;
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function eraOf(iso: string) {
  const [, name, letter, year0] = ERAS.find(([start]) => iso >= start) ?? ['', '', '', 0];
  return { name, letter, year0 };
}
