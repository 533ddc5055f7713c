const SECOND_MS = 1_000;

/**
 * Reads how long a server asks to be left alone (RFC 9110 10.2.3): seconds, or a date, which is held
 * against the server's own `Date`, because a clock in the town hall may be wrong. Undefined when it
 * does not ask, or in a way that nobody can follow.
 */
export function parseRetryAfter(headers: Pick<Headers, 'get'>): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND_MS;
  const untilMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return untilMs >= 0 ? untilMs : undefined;
}
