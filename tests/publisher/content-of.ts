import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name and content of every file below a folder. */
export function contentOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path).toString('latin1')]));
}
