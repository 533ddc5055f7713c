import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Outcome, refuse } from '../problem.ts';
import type { SourceFile } from './decode-text.ts';

/** Reads an input file. Messages name it without its folder. */
export function readSource(path: string): Outcome<SourceFile> {
  try {
    return { ok: true, value: { name: basename(path), bytes: readFileSync(path) } };
  } catch {
    const remedy = 'ファイルの場所と読み取りの権限を確認してください。';
    const cause = 'ファイルを読めません。';
    return refuse({ code: 'file-unreadable', file: basename(path), cause, remedy });
  }
}
