import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { type City, startCity } from '../../../demo/city/start-city.ts';
import { askCity } from '../../support/city-client.ts';

let city: City;

beforeAll(async () => {
  city = await startCity();
});

afterAll(() => city.close());

const caseNumber = cast.K2.X.caseNumber ?? '';

function postJson(path: string, value: unknown) {
  const body = JSON.stringify(value);
  return askCity(city, 'seiho', path, { method: 'POST', body, contentType: 'application/json' });
}

test.each(['/', '/cases/11-0204', '/cases/11-0204/notice'])(
  'the route %s is answered with the application',
  async (path) => {
    expect((await askCity(city, 'seiho', path)).text).toContain('/app/app.js');
  },
);

test('every module that a module imports is served as JavaScript', async () => {
  const { text } = await askCity(city, 'seiho', '/app/app.js');
  const imports = [...text.matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1]);
  const answers = await Promise.all(imports.map((name) => askCity(city, 'seiho', `/app/${name}`)));
  expect(imports.length).toBeGreaterThan(3);
  expect(answers.map((answer) => answer.headers['content-type'])).toEqual(
    imports.map(() => 'text/javascript; charset=utf-8'),
  );
});

test('the list is longer than a screen', async () => {
  const cases: unknown = JSON.parse((await askCity(city, 'seiho', '/api/cases')).text);
  expect(Array.isArray(cases) && cases.length).toBeGreaterThan(150);
});

test('a case names its household members by 宛名番号', async () => {
  const { text } = await askCity(city, 'seiho', `/api/cases/${caseNumber}`);
  expect(JSON.parse(text)).toMatchObject({
    number: caseNumber,
    household: cast.K2.X.household,
    members: [{ atena: cast.K2.X.atena }],
  });
});

test.each([
  ['/api/calls', 'callLogs', { caseNumber, callerType: '本人', phone: '', text: '面接の約束' }],
  ['/api/case-records', 'caseRecords', { caseNumber, kind: '訪問', text: '在宅を確認' }],
  ['/api/messages', 'messages', { caseNumber, channel: 'FAX', to: '0999-00-0001', text: '照会' }],
] as const)('what is posted to %s is stored and shown again', async (path, key, value) => {
  const { status } = await postJson(path, value);
  const shown = (await askCity(city, 'seiho', `/api/cases/${caseNumber}`)).text;
  expect(status).toBe(201);
  expect(city.store[key].at(-1)).toMatchObject(value);
  expect(shown).toContain(value.text);
});

test('a post with a missing field is refused and not stored', async () => {
  const before = city.store.callLogs.length;
  const { status } = await postJson('/api/calls', { caseNumber });
  expect([status, city.store.callLogs.length]).toEqual([400, before]);
});

test('the thread of the clean record Z holds the number of X', async () => {
  const { text } = await askCity(city, 'seiho', `/api/cases/${cast.clean.Z.caseNumber}`);
  expect(text).toContain(cast.K2.X.mobile);
});
