import { chmodSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
  const staged = `${file}.new`;
  writeFileSync(staged, content, { mode: 0o600 });
  chmodSync(staged, 0o600); // The mode above only counts for files that did not exist.
  renameSync(staged, file);
}
