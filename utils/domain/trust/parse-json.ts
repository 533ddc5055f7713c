import type { FailureCode } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';

/** A JSON value without fractions, as signed metadata may hold it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** TUF metadata nests seven levels (targets with `custom`); the rest is room for extensions. */
const MAX_DEPTH = 24;
/** Names that reach into prototypes when careless code copies an object. */
const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Parses signed JSON strictly (SECURITY.md T10). Two readers of the same bytes must see the same
 * value, so everything on which JSON parsers differ is refused: duplicate keys, escapes in keys,
 * fractions, exponents, integers beyond 2^53, a BOM, wrong UTF-8, and deep nesting.
 * Fails with `feed-too-large` or `feed-malformed`; never throws.
 */
export function parseJson(bytes: Uint8Array, maxBytes: number): Result<JsonValue, FailureCode> {
  if (bytes.byteLength > maxBytes) {
    return fail('feed-too-large', `${bytes.byteLength} bytes, at most ${maxBytes} expected`);
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return fail('feed-malformed', 'not UTF-8');
  const objection = findObjection(text);
  return objection === undefined ? readJson(text) : fail('feed-malformed', objection);
}

/** `ignoreBOM` keeps a BOM in the text, where the JSON grammar then refuses it. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readJson(text: string): Result<JsonValue, FailureCode> {
  try {
    return ok(JSON.parse(text) as JsonValue);
  } catch (error) {
    return fail('feed-malformed', error instanceof SyntaxError ? 'not JSON' : String(error));
  }
}

/** A whole string, a run of a literal, or one character of punctuation or white space. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"{}[\],:]+|[\s\S]/y;

/**
 * Walks the tokens before the grammar is checked; a text that is no JSON may pass here and is
 * refused by the parser. Linear: each token is matched once, at the place where the last one ended.
 */
function findObjection(text: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  const token = new RegExp(TOKEN);
  let lastString: string | undefined;
  while (token.lastIndex < text.length) {
    const found = token.exec(text)?.[0] ?? '';
    const objection = objectToToken(found, lastString, open);
    if (objection !== undefined) return objection;
    if (found.trim() !== '') lastString = found.startsWith('"') ? found : undefined;
  }
  return undefined;
}

function objectToToken(
  token: string,
  lastString: string | undefined,
  open: (Set<string> | null)[],
): string | undefined {
  if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
  if (token === '}' || token === ']') open.pop();
  if (open.length > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH}`;
  if (token === '"') return 'unfinished string';
  if (token === ':') return objectToKey(lastString ?? '', open.at(-1) ?? new Set());
  return /^[-0-9]/.test(token) ? objectToNumber(token) : undefined;
}

function objectToKey(quoted: string, seen: Set<string>): string | undefined {
  const key = quoted.slice(1, -1);
  if (key.includes('\\')) return 'escape in a key';
  if (FORBIDDEN_KEYS.includes(key)) return 'forbidden key';
  if (seen.has(key)) return 'duplicate key';
  seen.add(key);
  return undefined;
}

function objectToNumber(token: string): string | undefined {
  const isInteger = /^(?:0|-?[1-9]\d*)$/.test(token);
  return isInteger && Number.isSafeInteger(Number(token)) ? undefined : 'not a safe integer';
}
