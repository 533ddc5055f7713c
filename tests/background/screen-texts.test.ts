import { expect, test } from 'vitest';
import { openDocument } from '../../utils/background/open-document.ts';
import { screenTexts } from '../../utils/background/screen-texts.ts';
import { CONFIG, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender } from '../support/record-on-view.ts';

const GROUPS = [
  { rules: [{ kind: 'atena' as const }], texts: ['0000000101', '0000000102'] },
  { rules: [{ kind: 'address' as const }], texts: ['架空県架空市本町１丁目２番３号'] },
  { rules: [], texts: ['備考 12345678', 'なし'] },
];
const FLAG = makeFlag();

function sender(host: string) {
  return makeSender({ url: `http://${host}/list` });
}

test('texts are read as the page would, and those that touch a case are named', async () => {
  const browser = openMemoryBrowser();
  expect(await screenTexts(browser.ports, sender('saiken.example'), { groups: GROUPS })).toEqual({
    unclear: [],
  });
  browser.flag({ kind: 'atena', value: '102' }, FLAG);
  browser.flag({ kind: 'address', value: '本町1-2-3' }, FLAG);
  browser.flag({ kind: 'phone', value: '12345678' }, FLAG);
  browser.flag({ kind: 'household', value: '12345678' }, FLAG);
  const answer = await screenTexts(browser.ports, sender('saiken.example'), { groups: GROUPS });
  expect(answer.unclear).toEqual([1, 2, 3]);
});

test('nothing that holds an identifier is clear while the data cannot be trusted', async () => {
  const browser = openMemoryBrowser();
  browser.doubt('feed-expired');
  const answer = await screenTexts(browser.ports, sender('saiken.example'), { groups: GROUPS });
  expect(answer.unclear).toEqual([0, 1, 2, 3]);
});

test('nothing at all is clear on a page that no profile watches', async () => {
  const browser = openMemoryBrowser();
  const answer = await screenTexts(browser.ports, sender('other.example'), { groups: GROUPS });
  expect(answer.unclear).toEqual([0, 1, 2, 3, 4]);
});

test('a document knows whether a veil may hang over it', async () => {
  const profiles = CONFIG.profiles.map((profile) => ({ ...profile, blur: ['.address'] }));
  const plain = await openDocument(openMemoryBrowser().ports, sender('saiken.example'));
  const veiled = openMemoryBrowser({ ...CONFIG, profiles });
  expect(plain.isVeiled).toBe(false);
  expect((await openDocument(veiled.ports, sender('saiken.example'))).isVeiled).toBe(true);
});
