import type { CDPSession } from 'playwright-core';

/** What the main thread of a page has spent so far, ms of its own CPU time. */
export type Durations = {
  readonly task: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
};

/** Reads them from a session with `Performance` enabled. */
export async function readDurations(session: CDPSession): Promise<Durations> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return {
    task: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    style: ms('RecalcStyleDuration'),
    layout: ms('LayoutDuration'),
  };
}
