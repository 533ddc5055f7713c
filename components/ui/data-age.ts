import type { Translate } from './text.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Age of the data in words, rounded down; hours are told up to two days, where they matter. */
export function dataAgeText(t: Translate, ageMs: number | undefined): string {
  if (ageMs === undefined) return t('age_none');
  if (ageMs < MINUTE_MS) return t('age_now');
  if (ageMs < HOUR_MS) return t('age_minutes', [String(Math.floor(ageMs / MINUTE_MS))]);
  if (ageMs < 2 * DAY_MS) return t('age_hours', [String(Math.floor(ageMs / HOUR_MS))]);
  return t('age_days', [String(Math.floor(ageMs / DAY_MS))]);
}
