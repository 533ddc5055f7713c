import type { JsonValue } from './parse-json.ts';

/**
 * Writes a value in the canonical JSON form over which TUF metadata is signed: keys sorted, no
 * white space, only `"` and `\` escaped (OLPC canonical JSON, TUF specification 4.1). The value has
 * no fractions (`parse-json.ts`).
 */
export function canonicalize(value: JsonValue): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalize).join(',')}]`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${quote(key)}:${canonicalize(member)}`);
  return `{${members.join(',')}}`;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
