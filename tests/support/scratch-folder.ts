import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from './run-tool.ts';

/** Files of a small tree: relative path to text. */
export type Tree = Readonly<Record<string, string>>;

/** A folder inside the checkout (ignored by git), where packages resolve as in the project. */
export function openScratchFolder(name: string): {
  readonly path: string;
  readonly remove: () => void;
} {
  const parent = join(PROJECT_ROOT, '.work');
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, `${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a tree of files below a folder. */
export function writeTree(folder: string, tree: Tree): void {
  for (const [name, text] of Object.entries(tree)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
