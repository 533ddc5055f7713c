import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { RepositoryFile } from './metadata.ts';

/** Holds nothing but what is about to be published. */
const STAGE_PREFIX = '.stage-';

const SWITCH_FILE = 'timestamp.json';

/**
 * Publishes files so that readers see the old feed or the new one, never a mixture: everything is
 * written to a folder of its own first, then moved in, timestamp.json last. The folder lies inside
 * the feed folder because that may be a share or a mount, into which nothing can be moved at once. All other files have
 * names that were never used before (consistent snapshots), so no reader meets a half-written one.
 */
export function publishFiles(feedPath: string, files: readonly RepositoryFile[]): void {
  const target = resolve(feedPath);
  mkdirSync(target, { recursive: true });
  const stage = mkdtempSync(join(target, STAGE_PREFIX));
  try {
    const ordered = [...files].sort((a, b) => rank(a) - rank(b));
    ordered.forEach((file, index) => {
      writeFileSync(join(stage, String(index)), file.bytes);
      chmodSync(join(stage, String(index)), 0o644); // A web server of another user reads them.
    });
    for (const { name } of ordered) mkdirSync(dirname(join(target, name)), { recursive: true });
    ordered.forEach((file, index) => {
      renameSync(join(stage, String(index)), join(target, file.name));
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * Deletes published files that no current metadata names, because old flags must not stay readable,
 * and what an interrupted publication left.
 */
export function pruneFiles(feedPath: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(feedPath)) {
    if (name.startsWith(STAGE_PREFIX)) rmSync(join(feedPath, name), { recursive: true });
  }
  for (const name of listFeedFiles(feedPath)) {
    const isOurs = /^(\d+\.(targets|snapshot)\.json|targets\/(.+\/)?[0-9a-f]{64}\.[^/]+)$/.test(
      name,
    );
    if (isOurs && !kept.has(name)) rmSync(join(feedPath, name));
  }
}

/** Files of a feed folder, names with `/`. */
export function listFeedFiles(feedPath: string): readonly string[] {
  if (!existsSync(feedPath)) return [];
  return readdirSync(feedPath, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(feedPath, join(entry.parentPath, entry.name)))
    .map((name) => name.replaceAll('\\', '/'));
}

function rank(file: RepositoryFile): number {
  return file.name === SWITCH_FILE ? 1 : 0;
}
