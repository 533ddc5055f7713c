import { describe, expect, test } from 'vitest';
import { answerQuestion, cancelQuestion } from '../../utils/background/answer-question.ts';
import { noteCommit } from '../../utils/background/follow-tabs.ts';
import { openDocument } from '../../utils/background/open-document.ts';
import { noteStoppedRequest } from '../../utils/background/watch-requests.ts';
import { type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, reportRecord, showRecord, TAB } from '../support/record-on-view.ts';

const SAVE = { url: 'http://saiken.example/save', method: 'POST', tabId: TAB };
const FLAGGED = '1';
const CLEAN = '2';

/** A page that sends in its first line: its document is known, and nobody has read it. */
async function stopFirstLine(): Promise<MemoryBrowser> {
  const browser = openMemoryBrowser();
  browser.flag({ kind: 'atena', value: FLAGGED }, makeFlag());
  await openDocument(browser.ports, makeSender());
  await noteStoppedRequest(browser.ports, SAVE);
  return browser;
}

function questions(browser: MemoryBrowser) {
  return Object.values(browser.state().questions).map(({ question }) => question);
}

/** Nonces that the top frame was told to show and to close, in order. */
function shown(browser: MemoryBrowser) {
  const isOfQuestion = ({ guard }: { guard: string }) => /^(show|close)Question$/.test(guard);
  return browser.told.filter(isOfQuestion).map(({ guard, input }) => [guard, input]);
}

function acts(browser: MemoryBrowser) {
  return browser.audit.filter(({ type }) => type !== 'shown');
}

describe('a request that was stopped before its page was read', () => {
  test('is asked about as one that nobody can tell of', async () => {
    const browser = await stopFirstLine();
    expect(questions(browser)).toMatchObject([
      { situation: 'cannot-tell', doubts: ['view-unread'], demand: 'confirm', mustRepeat: true },
    ]);
    expect(acts(browser)).toMatchObject([
      { type: 'intent', situation: 'cannot-tell', failures: ['view-unread'] },
    ]);
  });

  test('is asked about anew once the record on the page is known', async () => {
    const browser = await stopFirstLine();
    const [unread] = questions(browser);
    await reportRecord(browser, FLAGGED);
    const [read, ...others] = questions(browser);
    expect(others).toEqual([]);
    expect(read).toMatchObject({ situation: 'protected', doubts: [], mustRepeat: true });
    expect(shown(browser)).toEqual([
      ['showQuestion', { nonce: unread?.nonce }],
      ['closeQuestion', { nonce: unread?.nonce }],
      ['showQuestion', { nonce: read?.nonce }],
    ]);
    expect(acts(browser)).toMatchObject([
      { type: 'intent', situation: 'cannot-tell' },
      { type: 'decision', decision: 'stop', stopCode: 'view-changed' },
      { type: 'outcome', outcome: 'abandoned' },
      { type: 'intent', situation: 'protected' },
    ]);
  });

  test('cannot be answered in the words that stood before', async () => {
    const browser = await stopFirstLine();
    const [unread] = questions(browser);
    await reportRecord(browser, FLAGGED);
    const answer = { recipient: 'self', reason: 'recipient-verified' } as const;
    expect(await answerQuestion(browser.ports, unread?.nonce ?? '', answer)).toEqual({
      outcome: 'stop',
      code: 'too-late',
    });
    expect(browser.state().releases).toEqual({});
  });

  test('needs no answer once the page turns out to be clear, and that is told', async () => {
    const browser = await stopFirstLine();
    await reportRecord(browser, CLEAN);
    const [free, ...others] = questions(browser);
    expect(others).toEqual([]);
    expect(free?.isFree).toBe(true);
    expect(shown(browser).at(-1)).toEqual(['showQuestion', { nonce: free?.nonce }]);
    await cancelQuestion(browser.ports, free?.nonce ?? '');
    expect(questions(browser)).toEqual([]);
    expect(acts(browser).map(({ type }) => type)).toEqual(['intent', 'decision', 'outcome']);
  });

  test('is told no more on the next page', async () => {
    const browser = await stopFirstLine();
    await reportRecord(browser, CLEAN);
    const [free] = questions(browser);
    const next = makeSender({ documentId: 'doc-2' });
    await noteCommit(browser.ports, next);
    await openDocument(browser.ports, next);
    expect(questions(browser)).toEqual([]);
    expect(shown(browser).at(-1)).toEqual(['closeQuestion', { nonce: free?.nonce }]);
  });

  test('hides no later one', async () => {
    const browser = await stopFirstLine();
    await reportRecord(browser, CLEAN);
    await reportRecord(browser, FLAGGED);
    await noteStoppedRequest(browser.ports, SAVE);
    expect(questions(browser)).toMatchObject([{ situation: 'protected' }]);
    expect(questions(browser)[0]).not.toHaveProperty('isFree');
  });

  test('is still asked about while one of its frames is silent', async () => {
    const browser = openMemoryBrowser();
    await showRecord(browser, CLEAN);
    await openDocument(browser.ports, makeSender({ documentId: 'frame', frameId: 4 }));
    await noteStoppedRequest(browser.ports, SAVE);
    const [unread] = questions(browser);
    await reportRecord(browser, CLEAN);
    expect(questions(browser)).toEqual([unread]);
    await reportRecord(browser, CLEAN, makeSender({ documentId: 'frame', frameId: 4 }));
    expect(questions(browser)).toMatchObject([{ isFree: true }]);
  });
});

test('a question that stands is asked anew when the page shows another record', async () => {
  const browser = await stopFirstLine();
  browser.flag({ kind: 'atena', value: '3' }, makeFlag('counterpart'));
  await reportRecord(browser, FLAGGED);
  await reportRecord(browser, '3');
  expect(questions(browser)).toMatchObject([{ situation: 'counterpart' }]);
});

test('a question that stands is left alone when the page shows the same again', async () => {
  const browser = await stopFirstLine();
  await reportRecord(browser, FLAGGED);
  const before = questions(browser);
  await reportRecord(browser, FLAGGED);
  expect(questions(browser)).toEqual(before);
});

test('a view counts although nobody can be asked about what it stopped', async () => {
  const browser = await stopFirstLine();
  browser.breakAudit();
  await reportRecord(browser, FLAGGED);
  expect(questions(browser)).toEqual([]);
  expect(browser.state().tabs[TAB]).toMatchObject({ isClear: false });
});
