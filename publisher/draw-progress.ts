const BAR_WIDTH = 30;

/** Shorter work is over before anybody could read a bar. */
const MIN_TOTAL = 2_000;

/** Draws a bar on one line of a terminal and takes it away when a step is done. */
export function drawProgress(terminal: { write(text: string): unknown }) {
  return (step: string, doneCount: number, totalCount: number): void => {
    if (totalCount < MIN_TOTAL) return;
    const share = Math.min(1, doneCount / totalCount);
    const bar = '#'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '.');
    const line = `\r${step} [${bar}] ${Math.floor(share * 100)}％`;
    terminal.write(share < 1 ? line : `\r${' '.repeat(line.length * 2)}\r`);
  };
}
