import { afterEach, describe, expect, test } from 'vitest';
import { findActs } from '../../utils/page/acts/act-trigger.ts';
import { PROFILE } from './test-profile.ts';

const TEXTS = {
  notPrinted: '',
  rowMark: '',
  questionTitle: '',
  print: '印刷',
  phone: '電話',
  mail: '送信',
  shortMessage: '送信',
  copy: '複写',
  file: '保存',
};
const [print] = PROFILE.acts;
const SITE = 'http://saiken.kakuu.example/';

function acts(url: string, methods: readonly ('get' | 'post')[] = [], pdfOnly = false) {
  if (!print) throw new Error('expected an act');
  const requests = [{ url, methods: [...methods], pdfOnly, newTab: !pdfOnly }];
  return findActs({ ...PROFILE, acts: [{ ...print, name: '証明書', requests }] }, TEXTS);
}

function formOf(html: string): HTMLFormElement {
  document.body.innerHTML = html;
  const form = document.querySelector('form');
  if (!form) throw new Error('expected a form');
  return form;
}

afterEach(() => {
  document.body.innerHTML = '';
});

test('a link to a guarded address is the act of its profile, and opens its file', () => {
  const leaving = { url: `${SITE}pdf/1`, download: null };
  expect(acts(`|${SITE}pdf/`).ofLeaving(leaving)).toEqual({
    act: 'print',
    name: '証明書',
    opensFile: true,
    isDirect: true,
  });
  expect(acts(`|${SITE}pdf/`).ofLeaving({ ...leaving, url: `${SITE}detail` })).toBeUndefined();
});

test('an address that pages and PDFs share makes no act of a link', () => {
  const leaving = { url: `${SITE}report`, download: null };
  expect(acts(`|${SITE}report`, [], true).ofLeaving(leaving)).toBeUndefined();
});

describe('a form', () => {
  test.each([
    ['gets a guarded address', `<form action="${SITE}pdf#x"><input name="action"></form>`, true],
    ['posts to it', `<form method="post" action="${SITE}pdf?a=1"></form>`, false],
    ['leads elsewhere', `<form action="${SITE}search"></form>`, false],
  ])('that %s', (_name, html, isAct) => {
    expect(acts(`|${SITE}pdf?`, ['get']).ofSubmit(formOf(html)) !== undefined).toBe(isAct);
  });

  test('goes where its button says', () => {
    const form = formOf(
      `<form action="${SITE}search"><button formmethod=post formaction="${SITE}pdf">`,
    );
    const button = form.querySelector('button');
    expect(acts(`|${SITE}pdf`, ['post']).ofSubmit(form, button)?.name).toBe('証明書');
    expect(acts(`|${SITE}pdf`, ['post']).ofSubmit(form)).toBeUndefined();
  });
});
