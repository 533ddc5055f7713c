import type { Situation } from '../../utils/domain/situation.ts';

/** Red for flagged, amber for cannot-tell; in counter mode one tone that tells neither. */
export function toneOf(situation: Situation, counterMode: boolean): string {
  if (counterMode) return 'neutral';
  return situation === 'cannot-tell' ? 'unknown' : 'flagged';
}
