// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { cityConfig } from '../../../demo/city/source/city-config.ts';
import { CITY_LOCALITY } from '../../../demo/city/source/locality.ts';
import { type City, cityUrls, startCity } from '../../../demo/city/start-city.ts';
import { parseFeedConfig } from '../../../utils/domain/feed-config.ts';
import { matchesPattern } from '../../../utils/domain/match-pattern.ts';
import { coversRequest } from '../../../utils/domain/request-pattern.ts';
import type { SiteProfile } from '../../../utils/domain/site-profile.ts';
import { askCity } from '../../support/city-client.ts';

const URLS = cityUrls(8123);
const PROFILES = parseFeedConfig(cityConfig(URLS, CITY_LOCALITY)).profiles;
const { P, Q, R } = cast.K3;
const DEBT = cast.K1.C.debts[0];

/** The screens of each server-rendered system on which its selectors must be found. */
const SCREENS = {
  zeimu: [
    '/list?all=1',
    `/detail?atena=${P.atena}`,
    `/outai?atena=${P.atena}`,
    `/todoke?atena=${Q.atena}`,
    `/setai?atena=${P.atena}&to=${R.atena}`,
    `/coowner-notice?no=K0-0031&to=${R.atena}`,
  ],
  saiken: ['/', '/batch', ...['detail', 'destination', 'letter'].map((p) => `/debts/${DEBT}/${p}`)],
} as const;

let city: City;

beforeAll(async () => {
  city = await startCity();
});

afterAll(() => city.close());

function profileOf(id: string): SiteProfile {
  const found = PROFILES.find((profile) => profile.id === id);
  if (!found) throw new Error(`expected a profile ${id}`);
  return found;
}

function selectorsOf(profile: SiteProfile): readonly string[] {
  const triggers = profile.acts.flatMap((act) => act.triggers);
  return [
    ...profile.identifiers.flatMap((rule) => (rule.selector ? [rule.selector] : [])),
    ...triggers.flatMap((trigger) => (trigger.on === 'key' ? [] : [trigger.selector])),
    ...profile.rows,
    ...profile.blur,
    ...(profile.subject ? [profile.subject.selector] : []),
  ];
}

function documentOf(markup: string): Document {
  // The test document loads nothing: style sheets and scripts are left out.
  const still = markup.replace(/<link[^>]*>|<script[^>]*>[\s\S]*?<\/script>/g, '');
  return new DOMParser().parseFromString(still, 'text/html');
}

describe.each(['zeimu', 'saiken'] as const)('the profile of %s', (id) => {
  test('names only elements that its screens have', async () => {
    const answers = await Promise.all(SCREENS[id].map((path) => askCity(city, id, path)));
    const documents = answers.map(({ text }) => documentOf(text));
    const missing = selectorsOf(profileOf(id)).filter(
      (selector) => !documents.some((page) => page.querySelector(selector)),
    );
    expect(missing).toEqual([]);
  });

  test('names only labels that its screens have', async () => {
    const answers = await Promise.all(SCREENS[id].map((path) => askCity(city, id, path)));
    const text = answers.map((answer) => answer.text).join('');
    const labels = profileOf(id).identifiers.flatMap((rule) => rule.labels);
    expect(labels.filter((label) => !text.includes(`>${label}<`))).toEqual([]);
  });
});

test.each([
  ['zeimu', 'cert?atena=1', 'get', 'print'],
  ['zeimu', 'outai', 'post', 'phone'],
  ['zeimu', 'todoke', 'post', 'send'],
  ['seiho', 'api/calls', 'post', 'phone'],
  ['zeimu', 'setai', 'post', 'send'],
  ['seiho', 'api/messages', 'post', 'send'],
  ['seiho', 'api/faxes', 'post', 'send'],
  ['saiken', 'debts/25-210-00041/dispatch', 'post', 'send'],
  ['saiken', 'batch/dispatch', 'post', 'send'],
  ['saiken', 'debts.csv?q=', 'get', 'export'],
  ['saiken', 'debts/25-210-00041/destination', 'post', 'destination'],
] as const)('%s: the request %s is guarded as an act', (id, path, method, act) => {
  const url = URLS[id] + path;
  const profile = profileOf(id);
  const acts = profile.acts.filter((rule) =>
    rule.requests.some((request) => coversRequest(request, { url, method })),
  );
  expect(profile.match.some((pattern) => matchesPattern(pattern, url))).toBe(true);
  expect(acts.map((rule) => rule.act)).toEqual([act]);
});

test.each([
  ['zeimu', 'outai?atena=1', 'get'],
  ['seiho', 'api/cases', 'get'],
  ['seiho', 'api/case-records', 'post'],
  ['saiken', 'debts/25-210-00041/letter', 'get'],
] as const)('%s: the request %s is free', (id, path, method) => {
  const requests = profileOf(id).acts.flatMap((rule) => rule.requests);
  const url = URLS[id] + path;
  expect(requests.some((request) => coversRequest(request, { url, method }))).toBe(false);
});
