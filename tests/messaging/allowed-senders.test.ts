import { describe, expect, test } from 'vitest';
import { ALLOWED_SENDERS, isAllowed, parseSender } from '../../utils/messaging/allowed-senders.ts';
import { GUARD_SENDER, OWN_ID, ownPage } from '../support/raw-senders.ts';

describe('a sender', () => {
  test('with a document in a tab is a guard, known by what the browser says of it', () => {
    expect(parseSender(GUARD_SENDER, OWN_ID)).toEqual({
      kind: 'guard',
      tabId: 7,
      frameId: 0,
      documentId: 'D1',
      url: 'http://zeimu.example/detail',
      origin: 'http://zeimu.example',
      tabUrl: 'http://zeimu.example/',
      isLeft: false,
    });
  });

  test('without a tab address is a guard all the same', () => {
    const sender = parseSender({ ...GUARD_SENDER, tab: { id: 7 } }, OWN_ID);
    expect(sender).toMatchObject({ kind: 'guard', tabUrl: '' });
  });

  test('is the confirm page in a tab or in a window of its own', () => {
    expect(parseSender(ownPage('confirm.html#nonce', 7), OWN_ID)).toEqual({
      kind: 'confirm',
      tabId: 7,
    });
    expect(parseSender(ownPage('confirm.html'), OWN_ID)).toEqual({
      kind: 'confirm',
      tabId: undefined,
    });
  });

  test.each(['options.html', 'popup.html', 'pull-list.html#7', 'options.html?tab=records#top'])(
    'is the dashboard on %s',
    (page) => {
      expect(parseSender(ownPage(page, 7), OWN_ID)).toEqual({ kind: 'dashboard' });
    },
  );

  test.each<readonly [string, unknown]>([
    ['another extension', { ...GUARD_SENDER, id: 'b'.repeat(32) }],
    ['another extension’s page under our id', { ...GUARD_SENDER, url: 'chrome-extension://bbb/x' }],
    [
      'a document with an extension’s origin',
      { ...GUARD_SENDER, origin: 'chrome-extension://bbb', url: 'about:blank' },
    ],
    ['a page of ours that nobody listed', ownPage('other.html', 7)],
    ['a page of ours below another folder', ownPage('assets/confirm.html', 7)],
    ['a document without a tab', { ...GUARD_SENDER, tab: undefined }],
    ['a tab without an id', { ...GUARD_SENDER, tab: {} }],
    ['a document without an id', { ...GUARD_SENDER, documentId: undefined }],
    ['a frame without an id', { ...GUARD_SENDER, frameId: undefined }],
    ['a sender without an id', { ...GUARD_SENDER, id: undefined }],
    ['nothing', undefined],
    ['a text', 'guard'],
  ])('is refused when it is %s', (_title, raw) => {
    expect(parseSender(raw, OWN_ID)).toBeUndefined();
  });
});

test.each(['cached', 'pending_deletion'])(
  'a document that is %s can only say how its act ended',
  (documentLifecycle) => {
    const sender = parseSender({ ...GUARD_SENDER, documentLifecycle }, OWN_ID);
    if (!sender) throw new Error('expected a guard');
    const names = Object.keys(ALLOWED_SENDERS) as (keyof typeof ALLOWED_SENDERS)[];
    expect(names.filter((name) => isAllowed(sender, name))).toEqual(['reportOutcome']);
  },
);

test('every message has exactly one kind of sender', () => {
  expect(ALLOWED_SENDERS).toEqual({
    openDocument: 'guard',
    reportView: 'guard',
    screenTexts: 'guard',
    requestAct: 'guard',
    reportOutcome: 'guard',
    reportRows: 'guard',
    pullRows: 'guard',
    openPullList: 'guard',
    moveQuestion: 'guard',
    readQuestion: 'confirm',
    answerQuestion: 'confirm',
    cancelQuestion: 'confirm',
    pullInstead: 'confirm',
    readPullList: 'dashboard',
    readStatus: 'dashboard',
    readRecords: 'dashboard',
    exportRecords: 'dashboard',
    awaitReady: 'revival',
    syncNow: 'dashboard',
    setCounterMode: 'dashboard',
  });
});
