/** Counts what a page does against a place of ours. */
export type Siege = {
  /** The page hid, moved or covered it once more. */
  readonly count: () => void;
  readonly isOn: () => boolean;
  readonly end: () => void;
};

/** A page that does it more often than this within the time does it on purpose (SECURITY.md T37). */
const COUNT = 5;
const WITHIN_MS = 5_000;

export function watchSiege(now: () => number, onBesieged: () => void): Siege {
  let times: number[] = [];
  let isOn = false;
  return {
    count() {
      if (isOn) return;
      times = [...times.filter((atMs) => now() - atMs < WITHIN_MS), now()];
      if (times.length <= COUNT) return;
      times = [];
      isOn = true;
      onBesieged();
    },
    isOn: () => isOn,
    end() {
      times = [];
      isOn = false;
    },
  };
}
