import type { CityState } from './city-state.ts';
import type { Markup } from './html.ts';

/** What a system needs of a request. */
export type CityRequest = {
  readonly method: string;
  readonly path: string;
  /** Query string without `?`, still encoded. */
  readonly query: string;
  readonly body: Uint8Array;
};

export type CityReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/** One of the three business systems: answers a request from the state of the city. */
export type BusinessSystem = (request: CityRequest, state: CityState) => CityReply;

/** Reads the fields of a query or of a form body in the encoding of its page. */
export function parseFields(
  text: string,
  encoding: 'utf-8' | 'shift_jis' = 'utf-8',
): URLSearchParams {
  const decoder = new TextDecoder(encoding);
  const decode = (part: string) => decoder.decode(percentBytes(part.replaceAll('+', ' ')));
  const pairs = text.split('&').filter((pair) => pair !== '');
  return new URLSearchParams(
    pairs.map((pair) => {
      const cut = pair.indexOf('=');
      return cut < 0
        ? [decode(pair), '']
        : [decode(pair.slice(0, cut)), decode(pair.slice(cut + 1))];
    }),
  );
}

/** Bodies are read as bytes; forms and JSON are text. */
export function bodyText(request: CityRequest): string {
  return new TextDecoder('utf-8').decode(request.body);
}

/** An HTML page in UTF-8. */
export function pageReply(page: Markup, status = 200): CityReply {
  return textReply(page.markup, 'text/html; charset=utf-8', status);
}

export function textReply(body: string, type: string, status = 200): CityReply {
  return { status, headers: { 'content-type': type, 'cache-control': 'no-store' }, body };
}

export function jsonReply(value: unknown, status = 200): CityReply {
  return textReply(JSON.stringify(value), 'application/json; charset=utf-8', status);
}

export function redirectReply(location: string): CityReply {
  return { status: 303, headers: { location }, body: '' };
}

export function notFoundReply(): CityReply {
  return textReply('該当する画面がありません。', 'text/plain; charset=utf-8', 404);
}

function percentBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hex = text.slice(at + 1, at + 3);
    const isEscape = text[at] === '%' && /^[0-9a-f]{2}$/i.test(hex);
    bytes.push(isEscape ? Number.parseInt(hex, 16) : text.charCodeAt(at) & 0xff);
    if (isEscape) at += 2;
  }
  return Uint8Array.from(bytes);
}
