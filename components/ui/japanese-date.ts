/** Documents of a Japanese town hall are dated by era; the office's clock is Japan's. */
const PARTS = new Intl.DateTimeFormat('ja-JP-u-ca-japanese-nu-latn', {
  timeZone: 'Asia/Tokyo',
  era: 'long',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

const ISO_PARTS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** 令和8年11月21日 14時05分. The first year of an era is written 元年. */
export function japaneseDateTime(atMs: number): string {
  const parts = Object.fromEntries(
    PARTS.formatToParts(atMs).map(({ type, value }) => [type, value]),
  );
  const year = parts.year === '1' ? '元' : parts.year;
  const hour = Number(parts.hour);
  const minute = String(parts.minute).padStart(2, '0');
  return `${parts.era}${year}年${parts.month}月${parts.day}日 ${hour}時${minute}分`;
}

/** 2026-11-21 14:05 in Japan, for the second language. */
export function plainDateTime(atMs: number): string {
  return ISO_PARTS.format(atMs);
}
