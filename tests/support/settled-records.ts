import type { RecordRow } from '../../utils/domain/system-status.ts';
import type { Scene } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/** The operation record, once the outage with which a new profile begins is written as over. */
export async function readSettledRecords(scene: Scene): Promise<readonly RecordRow[]> {
  let records: readonly RecordRow[] = [];
  await waitUntil(async () => {
    records = await scene.readRecords();
    const last = records.findLast(({ type }) => type === 'outage' || type === 'recovered');
    return last?.type !== 'outage';
  }, 'the end of the outage');
  return records;
}
