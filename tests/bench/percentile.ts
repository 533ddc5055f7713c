/** Value below which this share (0..1) of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Milliseconds with two decimals, as the report prints them. */
export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
