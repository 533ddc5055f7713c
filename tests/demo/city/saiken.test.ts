import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { type City, startCity } from '../../../demo/city/start-city.ts';
import { askCity, postForm } from '../../support/city-client.ts';

let city: City;

beforeAll(async () => {
  city = await startCity();
});

afterAll(() => city.close());

const debt = cast.K1.C.debts[0] ?? '';

test('a debt stands in an inner frame', async () => {
  const { text } = await askCity(city, 'saiken', `/debts/${debt}`);
  expect(text).toContain(`src="/debts/${debt}/detail"`);
  expect(text).not.toContain(cast.K1.A.address);
});

test('the letter to C goes to the home of A until 送付先 is edited, then to C', async () => {
  const before = (await askCity(city, 'saiken', `/debts/${debt}/letter`)).text;
  const fields = {
    payer: cast.K1.C.atena.padStart(15, '0'),
    postcode: '000-0007',
    address: cast.K1.C.address,
    name: cast.K1.C.name,
  };
  const body = new URLSearchParams(fields).toString();
  const { status } = await postForm(city, 'saiken', `/debts/${debt}/destination`, body);
  const after = (await askCity(city, 'saiken', `/debts/${debt}/letter`)).text;

  expect(before).toContain(cast.K1.A.address);
  expect(status).toBe(303);
  expect(after).not.toContain(cast.K1.A.address);
  expect(city.store.destinationEdits.at(-1)).toMatchObject({
    ...fields,
    debt,
    payer: cast.K1.C.atena,
  });
});

test('the edit form shows the stored destination in its control only', async () => {
  const number = cast.K1.A.debts[0];
  const { text } = await askCity(city, 'saiken', `/debts/${number}/destination`);
  expect(text.split(cast.K1.A.address).length - 1).toBe(1);
});

test('an edit for an unknown payer changes nothing', async () => {
  const before = city.store.destinationEdits.length;
  await postForm(city, 'saiken', `/debts/${debt}/destination`, 'payer=5&address=x');
  expect(city.store.destinationEdits.length).toBe(before);
});

test('the batch list has 500 boxes and records exactly the ticked debts', async () => {
  const { text } = await askCity(city, 'saiken', '/batch');
  const numbers = [...text.matchAll(/name="debt" value="([^"]+)"/g)].map((match) => match[1] ?? '');
  const ticked = numbers.slice(0, 497);
  const body = new URLSearchParams(ticked.map((number) => ['debt', number])).toString();
  const before = city.store.letters.length;
  await postForm(city, 'saiken', '/batch/dispatch', body);

  expect(numbers.length).toBe(500);
  expect(city.store.letters.slice(before).map((letter) => letter.debt)).toEqual(ticked);
});

test('a single dispatch records the printed address', async () => {
  const number = cast.K1.A.debts[0] ?? '';
  await postForm(city, 'saiken', `/debts/${number}/dispatch`, '');
  expect(city.store.letters.at(-1)).toMatchObject({
    debt: number,
    batch: false,
    address: `架空県架空市${cast.K1.A.address}`,
  });
});

test('the CSV is an attachment and its download is recorded', async () => {
  const { headers, text } = await askCity(city, 'saiken', `/debts.csv?q=${debt}`);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toContain('attachment');
  expect(text.split('\r\n').filter((line) => line !== '').length).toBe(2);
  expect(city.store.csvDownloads.at(-1)).toMatchObject({ query: debt, rowCount: 1 });
});
