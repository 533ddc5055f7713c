import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { buildCity } from '../../../demo/city/city-data.ts';
import { decodeShiftJis } from '../../../demo/city/shift-jis.ts';
import { CITY_LOCALITY } from '../../../demo/city/source/locality.ts';
import { cityUrls } from '../../../demo/city/start-city.ts';
import { writeSource } from '../../../demo/city/write-source.ts';
import { isMyNumber } from '../../../utils/domain/canon/my-number.ts';
import { parseFeedConfig } from '../../../utils/domain/feed-config.ts';

const data = buildCity();
const input = {
  residents: data.residents,
  today: '2026-11-21',
  locality: CITY_LOCALITY,
  urls: cityUrls(8123),
} as const;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'matta-source-'));
  await writeSource(dir, input);
});

afterAll(() => rm(dir, { recursive: true }));

function parseCsv(text: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
}

async function readRows(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [header = [], ...rows] = parseCsv(await readFile(join(dir, name), 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((item, at) => [item, row[at] ?? ''])));
}

describe('moushide.csv', () => {
  test('has one row for each protected person, with as many cells as the header', async () => {
    const rows = parseCsv(await readFile(join(dir, 'moushide.csv'), 'utf8'));
    const applicants = data.supportCases
      .flatMap((one) => one.subjects)
      .filter(({ role }) => role === '対象者' || role === '併せて支援');
    expect(rows.length).toBe(applicants.length + 1);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([87]));
  });

  test('joins A and B under one 支援措置管理番号', async () => {
    const rows = await readRows('moushide.csv');
    const found = rows.filter((row) => row.支援措置管理番号 === 'S000001');
    expect(found.map((row) => [row.宛名番号, row.対象者区分])).toEqual([
      [`00000${cast.K1.A.atena}`, '1'],
      [`00000${cast.K1.B.atena}`, '2'],
    ]);
  });

  test('ends one case yesterday', async () => {
    const rows = await readRows('moushide.csv');
    const ended = rows.filter((row) => row.支援措置終了年月日 === '20261120');
    expect(ended.map((row) => row.宛名番号)).toEqual([`00000${cast.overdue.subject.atena}`]);
  });

  test('gives the provisional case no period of its own', async () => {
    const rows = await readRows('moushide.csv');
    const found = rows.filter((row) => row.仮支援措置の有無 === '1');
    expect(found).toMatchObject([
      {
        宛名番号: `00000${cast.provisional.subject.atena}`,
        仮支援措置開始年月日: '20261118',
        支援措置開始年月日: '',
      },
    ]);
  });

  test('names the 町字 under the second 町字コード', async () => {
    const [header = [], first = []] = parseCsv(await readFile(join(dir, 'moushide.csv'), 'utf8'));
    const second = header.lastIndexOf('支援措置対象者_住所_町字コード');
    expect(first[second]).toBe('見本一丁目');
  });
});

describe('identifiers.csv', () => {
  test('names every debt of C as a record of the 相手方', async () => {
    const rows = await readRows('identifiers.csv');
    const debts = rows.filter((row) => row.役割 === '相手方' && row.識別子種別 === '債権番号');
    expect(debts.map((row) => row.値)).toEqual(expect.arrayContaining([...cast.K1.C.debts]));
  });

  test.each(['電話番号', '住所'])('has a case whose two sides share their %s', async (kind) => {
    const rows = await readRows('identifiers.csv');
    const valuesOf = (role: string) =>
      rows.filter((row) => row.役割 === role && row.識別子種別 === kind);
    const mine = valuesOf('対象者').map((row) => `${row.支援措置管理番号} ${row.値}`);
    const shared = valuesOf('相手方')
      .map((row) => `${row.支援措置管理番号} ${row.値}`)
      .filter((value) => mine.includes(value));
    expect(shared.length).toBe(1);
  });
});

test('no file holds a 個人番号', async () => {
  const names = ['moushide.csv', 'identifiers.csv', 'config.json'];
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  const runs = texts.join('\n').match(/\d+/g) ?? [];
  expect(runs.filter((run) => run.length === 12 || isMyNumber(run))).toEqual([]);
});

test('the configuration is one that the extension accepts', async () => {
  const config = parseFeedConfig(JSON.parse(await readFile(join(dir, 'config.json'), 'utf8')));
  expect(config.profiles.map((profile) => profile.match)).toEqual([
    ['http://zeimu.kakuu.example:8123/*'],
    ['http://seiho.kakuu.example:8123/*'],
    ['http://saiken.kakuu.example:8123/*'],
  ]);
});

test('the CP932 variant holds the same rows', async () => {
  const other = await mkdtemp(join(tmpdir(), 'matta-source-'));
  await writeSource(other, { ...input, encoding: 'cp932' });
  const text = decodeShiftJis(await readFile(join(other, 'moushide.csv')));
  expect(text).toBe(await readFile(join(dir, 'moushide.csv'), 'utf8'));
  await rm(other, { recursive: true });
});

test('residents of another seed are refused', async () => {
  const residents = buildCity(7).residents.slice(0, 20);
  await expect(writeSource(dir, { ...input, residents })).rejects.toThrow('same seed');
});
