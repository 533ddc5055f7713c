const ERAS = [
  { code: '5', names: ['令和', '令', 'R'], firstYear: 2019, start: '2019-05-01' },
  { code: '4', names: ['平成', '平', 'H'], firstYear: 1989, start: '1989-01-08' },
  { code: '3', names: ['昭和', '昭', 'S'], firstYear: 1926, start: '1926-12-25' },
  { code: '2', names: ['大正', '大', 'T'], firstYear: 1912, start: '1912-07-30' },
] as const;

const DAY_MS = 86_400_000;

const WESTERN = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/;
const NAMED_ERA =
  /^(令和|令|R|平成|平|H|昭和|昭|S|大正|大|T)(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?$/;
const SHORT_ERA = /^([2-5])(\d{2})(\d{2})(\d{2})$/;

/**
 * Reads a date in the forms that municipal systems write (DOMAIN.md §3.2): 20240401, 2024-04-01,
 * 2024年4月1日, 令和6年4月1日, R6.4.1, 「令 6. 4. 1」, 5060401, 元年. Returns days since 1970-01-01, or
 * undefined for anything else, for days that do not exist and days before the era began.
 */
export function parseJapaneseDate(text: string): number | undefined {
  const compact = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const western = WESTERN.exec(compact);
  if (western) {
    return dayOf(
      Number(western[1]),
      Number(western[2] ?? western[4]),
      Number(western[3] ?? western[5]),
    );
  }
  const named = NAMED_ERA.exec(compact);
  if (named) return eraDayOf(named[1] ?? '', named.slice(2));
  const short = SHORT_ERA.exec(compact);
  return short ? eraDayOf(short[1] ?? '', short.slice(2)) : undefined;
}

/** Reads `yyyy-mm-dd` or `yyyymmdd` as days since 1970-01-01. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return exists && date.getUTCDate() === day ? date.getTime() / DAY_MS : undefined;
}

function eraDayOf(eraName: string, parts: readonly (string | undefined)[]): number | undefined {
  const era = ERAS.find(({ code, names }) => code === eraName || names.some((n) => n === eraName));
  const [year, month, day] = parts.map((part) => (part === '元' ? 1 : Number(part)));
  if (!era || !year || !month || !day) return undefined;
  const result = dayOf(era.firstYear + year - 1, month, day);
  const start = Date.parse(era.start) / DAY_MS;
  return result !== undefined && result >= start ? result : undefined;
}
