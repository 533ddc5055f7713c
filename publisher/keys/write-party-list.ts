import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { UnresolvedParty } from '../input/find-parties.ts';
import { writePrivateFile } from './write-private-file.ts';

const PARTY_LIST = '未確定の相手方.csv';

/**
 * Lists the other parties that a person has to decide. The file holds 宛名番号, so it stands in the
 * key folder, never in the feed; it is written anew by every publication and goes when all are found.
 */
export function writePartyList(keys: string, unresolved: readonly UnresolvedParty[]): void {
  const file = join(keys, PARTY_LIST);
  if (unresolved.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  const rows = unresolved.map(({ grant, reason, candidates }) => ({
    支援措置管理番号: grant.managementNumber,
    ファイル: grant.place.file,
    行: grant.place.row ?? '',
    理由: reason,
    候補の宛名番号: candidates.join(' '),
  }));
  writePrivateFile(file, `\uFEFF${Papa.unparse(rows)}\r\n`);
}
