import { expect, test } from 'vitest';
import { utf8 } from '../../utils/domain/bytes.ts';
import { parseFeedDescription } from '../../utils/domain/feed-description.ts';
import { readConfig } from '../../utils/domain/read-config.ts';
import { buildConfig, buildTargets, MUNICIPALITY } from '../support/feed-fixture.ts';

test('a signed configuration is read', () => {
  const config = readConfig(buildConfig(MUNICIPALITY));
  expect(config).toMatchObject({ ok: true, value: { locality: { city: '架空市' } } });
});

test.each([
  ['no JSON', 'x', 'not JSON'],
  ['a missing part', '{"version":1}', 'config: locality'],
  ['another version', '{"version":2}', 'config: version'],
  ['a duplicate key', '{"version":1,"version":1}', 'duplicate key'],
])('%s is malformed and says where', (_name, text, detail) => {
  expect(readConfig(utf8(text))).toEqual({ ok: false, code: 'feed-malformed', detail });
});

test('the description of the flags is read', async () => {
  const [flags] = await buildTargets();
  expect(parseFeedDescription(flags?.custom)).toEqual(flags?.custom);
});

test.each([undefined, null, {}, { feedId: 'a', count: 1 }])('%j describes no flags', (value) => {
  expect(parseFeedDescription(value)).toBeUndefined();
});
