import type { RecordRow } from '../../utils/domain/system-status.ts';
import type { Scene } from './open-scene.ts';

/** The last records about acts, oldest first, without those of mere showing. */
export async function readLastActs(scene: Scene, count: number): Promise<readonly RecordRow[]> {
  const records = await scene.readRecords();
  return records.filter((record) => record.type !== 'shown').slice(-count);
}
