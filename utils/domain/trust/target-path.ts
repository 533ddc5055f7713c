/**
 * Where a target file lies below the feed's URL. With consistent snapshots the hash precedes the
 * last part of the name (TUF specification 5.7.3).
 */
export function targetPath(name: string, sha256: string): string {
  const at = name.lastIndexOf('/') + 1;
  return `targets/${name.slice(0, at)}${sha256}.${name.slice(at)}`;
}
