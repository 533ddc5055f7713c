import { relative, resolve } from 'node:path';
import type { Problem } from '../problem.ts';

/** True when one folder is the other or lies inside it: keys would be served (SECURITY.md T28). */
export function overlaps(keys: string, feed: string): boolean {
  return isInside(keys, feed) || isInside(feed, keys);
}

/** The refusal for overlapping folders. */
export function overlapProblem(keys: string): Problem {
  return {
    code: 'keys',
    file: keys,
    cause: '鍵フォルダと公開フォルダが重なっています。',
    remedy: '別々の場所を指定してください。',
  };
}

function isInside(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner));
  return path === '' || !path.startsWith('..');
}
