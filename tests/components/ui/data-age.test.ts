import { expect, test } from 'vitest';
import { dataAgeText } from '../../../components/ui/data-age.ts';
import ja from '../../../public/_locales/ja/messages.json' with { type: 'json' };
import { readMessages } from '../support/read-messages.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test.each([
  [undefined, '最終取込 なし'],
  [0, '最終取込 1分以内'],
  [MINUTE_MS - 1, '最終取込 1分以内'],
  [MINUTE_MS, '最終取込 1分前'],
  [HOUR_MS - 1, '最終取込 59分前'],
  [3 * HOUR_MS, '最終取込 3時間前'],
  [48 * HOUR_MS - 1, '最終取込 47時間前'],
  [48 * HOUR_MS, '最終取込 2日前'],
])('an age of %s ms reads %s', (ageMs, text) => {
  expect(dataAgeText(readMessages(ja), ageMs)).toBe(text);
});
