/**
 * Matches a URL against a match pattern of a site profile (`http://host:port/path*`). Ports count
 * when the pattern names one; `*` stands for any text within the path only.
 */
export function matchesPattern(pattern: string, url: string): boolean {
  const parts = /^(https?):\/\/([^/]+)(\/.*)$/.exec(pattern);
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!parts || !target) return false;
  const [, scheme, host, path] = parts;
  const hasPort = host?.includes(':') ?? false;
  if (target.protocol !== `${scheme}:`) return false;
  if ((hasPort ? target.host : target.hostname) !== host) return false;
  return matchesGlob(path ?? '', target.pathname + target.search);
}

/** Glob with `*` only; pieces are searched from left to right, so time stays linear. */
function matchesGlob(glob: string, text: string): boolean {
  const pieces = glob.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return text === glob;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return position <= text.length - last.length;
}
