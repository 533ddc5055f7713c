import { request } from 'node:http';
import type { City, SystemId } from '../../demo/city/start-city.ts';

export type CityAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Uint8Array;
  readonly text: string;
};

export type CityQuestion = {
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
};

/** Asks one system of the city as a browser would, by its host name. */
export function askCity(
  city: City,
  id: SystemId,
  path: string,
  question: CityQuestion = {},
): Promise<CityAnswer> {
  const type = question.contentType ?? 'application/x-www-form-urlencoded';
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: city.port,
        path,
        method: question.method ?? 'GET',
        headers: { host: new URL(city.urls[id]).host, 'content-type': type },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = new Uint8Array(Buffer.concat(chunks));
          const isShiftJis = /shift_jis/i.test(response.headers['content-type'] ?? '');
          const text = new TextDecoder(isShiftJis ? 'shift_jis' : 'utf-8').decode(bytes);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text });
        });
      },
    );
    asked.on('error', reject);
    asked.end(question.body);
  });
}

/** Sends a form to one system. */
export function postForm(
  city: City,
  id: SystemId,
  path: string,
  body: string,
): Promise<CityAnswer> {
  return askCity(city, id, path, { method: 'POST', body });
}
