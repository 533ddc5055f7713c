import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { fullWidth } from '../../../demo/city/full-width.ts';
import { encodeShiftJis } from '../../../demo/city/shift-jis.ts';
import { type City, startCity } from '../../../demo/city/start-city.ts';
import { askCity, postForm } from '../../support/city-client.ts';

let city: City;

beforeAll(async () => {
  city = await startCity({ nowMs: () => Date.UTC(2026, 10, 21, 1) });
});

afterAll(() => city.close());

function sjisQuery(fields: Readonly<Record<string, string>>): string {
  const encode = (text: string) =>
    [...encodeShiftJis(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
}

describe('the tax system', () => {
  test('answers with a frameset in Shift_JIS', async () => {
    const { headers, text, bytes } = await askCity(city, 'zeimu', '/');
    expect(headers['content-type']).toBe('text/html; charset=Shift_JIS');
    expect(text).toContain('<frameset');
    expect(text).toContain('税務総合システム');
    expect(new TextDecoder('utf-8').decode(bytes)).not.toContain('税務');
  });

  test.each([
    ['atena', '１０００００１２８３'],
    ['name', '例川　空美'],
    ['name', 'レイカワ クミ'],
    ['address', '例示台四丁目41番12号'],
  ])('finds X by %s %s', async (field, value) => {
    const { text } = await askCity(city, 'zeimu', `/list?${sjisQuery({ [field]: value })}`);
    expect(text).toContain(`openDetail('${cast.K2.X.atena}')`);
  });

  test('shows a record in full-width digits', async () => {
    const { text } = await askCity(city, 'zeimu', `/detail?atena=${cast.K2.X.atena}`);
    expect(text).toContain(fullWidth(cast.K2.X.atena));
    expect(text).toContain(fullWidth(cast.K2.X.address));
  });

  test('writes a print pop-up that prints itself', async () => {
    const { text } = await askCity(city, 'zeimu', `/detail?atena=${cast.K2.X.atena}`);
    expect(text).toContain("window.open('', 'osirase'");
    expect(text).toContain('document.write(NOTICE)');
    expect(text).toContain('window.print();\\u003c/script>');
  });

  test('issues a certificate whose text a PDF reader finds, and records it', async () => {
    const { headers, bytes } = await askCity(city, 'zeimu', `/cert?atena=${cast.K2.X.atena}`);
    const text = execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], {
      input: bytes,
      encoding: 'utf8',
    });
    expect(headers['content-type']).toBe('application/pdf');
    expect(text).toContain(cast.K2.X.atena);
    expect(text.replace(/\s/g, '')).toContain(cast.K2.X.address.replace(/\s/g, ''));
    expect(city.store.certificates.at(-1)?.atena).toBe(cast.K2.X.atena);
  });

  test('prints the address of every joint owner on the notice to one of them', async () => {
    const path = `/coowner-notice?no=K0-0031&to=${cast.K3.R.atena}`;
    const { text } = await askCity(city, 'zeimu', path);
    expect(text).toContain(fullWidth(cast.K3.P.address));
    expect(text).toContain(`id="sofu-atena">${fullWidth(cast.K3.R.atena)}`);
  });

  test('stores a contact log in the encoding of its page', async () => {
    const atena = cast.K2.X.atena;
    const memo = '折り返しを約束した';
    await postForm(city, 'zeimu', '/outai', sjisQuery({ atena, callerType: '本人', memo }));
    expect(city.store.contactLogs.at(-1)).toMatchObject({ atena, callerType: '本人', memo });
  });

  test('stores a filing', async () => {
    const atena = cast.K3.Q.atena;
    const address = cast.K3.P.address;
    await postForm(city, 'zeimu', '/todoke', sjisQuery({ atena, kind: '転籍届', address }));
    expect(city.store.filings.at(-1)).toMatchObject({ atena, kind: '転籍届', address });
  });

  test('stores nothing for a person it does not know', async () => {
    const before = city.store.contactLogs.length;
    const { status } = await postForm(
      city,
      'zeimu',
      '/outai',
      sjisQuery({ atena: '999', memo: 'x' }),
    );
    expect([status, city.store.contactLogs.length]).toEqual([404, before]);
  });
});

test('an unknown host name gets no system', async () => {
  const other: City = { ...city, urls: { ...city.urls, zeimu: 'http://other.example/' } };
  expect((await askCity(other, 'zeimu', '/')).status).toBe(404);
});

test('every request is on record in the order in which it came', async () => {
  await askCity(city, 'saiken', '/debts.csv?q=1');
  const seqs = city.store.requests.map((entry) => entry.seq);
  expect(city.store.requests.at(-1)).toMatchObject({
    host: 'saiken.kakuu.example',
    method: 'GET',
    path: '/debts.csv?q=1',
  });
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
});
