import type { RequestPattern } from './site-profile.ts';

/** A request as the browser reports it. */
export type SeenRequest = { readonly url: string; readonly method: string };

/** True when a guarded request pattern of a profile covers the request. */
export function coversRequest(pattern: RequestPattern, request: SeenRequest): boolean {
  const method = request.method.toLowerCase();
  const isMethod = pattern.methods.length === 0 || pattern.methods.some((name) => name === method);
  return isMethod && matchesUrlFilter(pattern.url, request.url);
}

/** True when a release cannot name the tab of the request: the tab is not there yet. */
export function mayOpenTab({ pdfOnly, newTab }: RequestPattern): boolean {
  return pdfOnly || newTab === true;
}

/**
 * Matches a URL against the browser's `urlFilter` language as far as profiles use it: `|` at both
 * ends anchors, `*` is any text, `^` is a separator or the end. Case counts for nothing, as in the
 * browser's default. Runs in linear time per wildcard: pieces are searched from left to right.
 */
export function matchesUrlFilter(filter: string, url: string): boolean {
  const anchoredStart = filter.startsWith('|');
  const anchoredEnd = filter.endsWith('|') && filter.length > 1;
  const body = filter.slice(anchoredStart ? 1 : 0, anchoredEnd ? -1 : undefined).toLowerCase();
  return matchPieces(body.split('*'), url.toLowerCase(), { anchoredStart, anchoredEnd });
}

type Anchors = { readonly anchoredStart: boolean; readonly anchoredEnd: boolean };

function matchPieces(pieces: readonly string[], url: string, anchors: Anchors): boolean {
  let position = 0;
  for (const [index, piece] of pieces.entries()) {
    const isFirst = index === 0 && anchors.anchoredStart;
    const isLast = index === pieces.length - 1 && anchors.anchoredEnd;
    const found = isLast ? lastPlace(piece, url, position) : place(piece, url, position);
    if (found < 0 || (isFirst && found !== 0)) return false;
    position = Math.min(url.length, found + piece.length);
  }
  return true;
}

function place(piece: string, url: string, from: number): number {
  for (let start = from; start <= url.length; start += 1) {
    if (standsAt(piece, url, start)) return start;
  }
  return -1;
}

function lastPlace(piece: string, url: string, from: number): number {
  // A final `^` may stand for the end of the address itself, which takes no character.
  const candidates = [url.length - piece.length, url.length - piece.length + 1];
  return candidates.find((start) => start >= from && standsAt(piece, url, start)) ?? -1;
}

function standsAt(piece: string, url: string, start: number): boolean {
  for (let offset = 0; offset < piece.length; offset += 1) {
    const expected = piece[offset];
    const actual = url[start + offset];
    if (expected === '^' ? !isSeparator(actual) : expected !== actual) return false;
  }
  return true;
}

function isSeparator(character: string | undefined): boolean {
  return character === undefined || !/[a-z0-9_.%-]/.test(character);
}
