import { describe, expect, test } from 'vitest';
import {
  answerQuestion,
  cancelQuestion,
  readQuestion,
} from '../../utils/background/answer-question.ts';
import { noteCommit, noteTabRemoved } from '../../utils/background/follow-tabs.ts';
import { openDocument } from '../../utils/background/open-document.ts';
import {
  endRelease,
  expireReleases,
  noteReplayed,
  RELEASE_LIFETIME_MS,
} from '../../utils/background/release-act.ts';
import { reportView } from '../../utils/background/report-view.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import {
  noteAnsweredRequest,
  noteSentRequest,
  noteStoppedRequest,
} from '../../utils/background/watch-requests.ts';
import type { Act } from '../../utils/domain/act.ts';
import type { FeedConfig } from '../../utils/domain/feed-config.ts';
import type { Answer } from '../../utils/domain/question.ts';
import type { ActRule } from '../../utils/domain/site-profile.ts';
import { CONFIG, type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, showRecord, TAB } from '../support/record-on-view.ts';

const SAVE = { url: 'http://saiken.example/save', method: 'POST', tabId: TAB };

function sender(documentId = 'doc-1', frameId = 0) {
  return makeSender({ documentId, frameId });
}

function show(browser: MemoryBrowser, value: string, documentId = 'doc-1', frameId = 0) {
  return showRecord(browser, value, sender(documentId, frameId));
}

async function ask(browser: MemoryBrowser, act: Act = 'print') {
  const reply = await requestAct(
    browser.ports,
    { ...sender(), isHeld: true },
    {
      act,
      actName: act === 'print' ? '催告書の印刷' : '送付先の変更',
      subjectLabel: '見本 花子',
      contentHash: 'abc1',
      lastFour: '5678',
    },
  );
  const [nonce = ''] = Object.keys(browser.state().questions);
  return { reply, nonce };
}

function flagged(): MemoryBrowser {
  const browser = openMemoryBrowser();
  browser.flag({ kind: 'atena', value: '1' }, makeFlag('protected'));
  return browser;
}

const GOOD: Answer = { recipient: 'self', lastFour: '5678', reason: 'recipient-verified' };

function blockRule(browser: MemoryBrowser) {
  return browser.rules().find((rule) => rule.action.type === 'block');
}

describe('an ordinary record', () => {
  test('opens every lock, asks nothing and leaves no record', async () => {
    const browser = openMemoryBrowser();
    const reply = await show(browser, '2');
    const { reply: act } = await ask(browser);
    expect(reply.isClear).toBe(true);
    expect(act).toEqual({ outcome: 'allow' });
    expect(browser.lockedDocuments.size).toBe(0);
    expect(blockRule(browser)?.condition.excludedTabIds).toEqual([TAB]);
    expect(browser.audit).toEqual([]);
  });

  test('is not clear while one of its frames has not spoken', async () => {
    const browser = openMemoryBrowser();
    await show(browser, '2');
    await openDocument(browser.ports, sender('doc-2', 4));
    expect(browser.state().tabs[TAB]?.isClear).toBe(false);
    expect(browser.lockedDocuments).toEqual(new Set(['doc-1', 'doc-2']));
    expect((await ask(browser)).reply.outcome).toBe('asked');
  });

  test('is clear again when the frame that has not spoken is gone', async () => {
    const browser = flagged();
    await show(browser, '2');
    await openDocument(browser.ports, sender('frame-1', 3));
    browser.unlist('frame-1', true);
    await show(browser, '3');
    expect(browser.state().tabs[TAB]).toMatchObject({ isClear: true });
  });

  test('loses its passage when the next document commits', async () => {
    const browser = openMemoryBrowser();
    await show(browser, '2');
    await noteCommit(browser.ports, { url: SAVE.url, tabId: TAB, frameId: 0, documentId: 'doc-2' });
    expect(blockRule(browser)?.condition.excludedTabIds).toBeUndefined();
  });

  test('is asked about when the data is too old', async () => {
    const browser = openMemoryBrowser();
    browser.doubt('cache-stale');
    const reply = await show(browser, '2');
    const { nonce } = await ask(browser);
    expect(reply.isClear).toBe(false);
    expect(readQuestion(browser.ports, nonce)).toMatchObject({
      situation: 'cannot-tell',
      asksDigits: false,
    });
  });
});

describe('a flagged record', () => {
  test('stays flagged while its page only changes its address', async () => {
    const browser = flagged();
    await show(browser, '1');
    const told = browser.told.length;
    await openDocument(browser.ports, sender());
    expect(browser.state().tabs[TAB]?.documents['doc-1']?.sightings).toHaveLength(1);
    expect(browser.told.slice(told)).toEqual([]);
  });

  test('in a frame that the browser does not list keeps its tab locked', async () => {
    const browser = flagged();
    await show(browser, '1', 'blob-frame', 3);
    browser.unlist('blob-frame', false);
    await show(browser, '2');
    expect(browser.state().tabs[TAB]).toMatchObject({ isClear: false });
    expect(browser.lockedDocuments).toEqual(new Set(['doc-1', 'blob-frame']));
  });

  test('is told with guidance and section, and recorded once', async () => {
    const browser = flagged();
    await show(browser, '1');
    await reportView(browser.ports, sender(), {
      candidates: [
        { id: 1, forms: [{ kind: 'atena', value: '1' }], place: 'subject', anchored: true },
      ],
      contentHash: 'abc1',
      doubts: [],
    });
    const views = browser.told.filter((message) => message.guard === 'showView');
    expect(views.at(-1)?.input).toMatchObject({
      assessment: { headline: 'protected' },
      guidance: ['住所・居所・来庁の事実を伝えないでください。'],
      contact: '戸籍住民課 内線2201',
    });
    expect(browser.audit.filter((event) => event.type === 'shown')).toHaveLength(1);
  });

  test('records the intent before the question opens', async () => {
    const browser = flagged();
    await show(browser, '1');
    const { reply } = await ask(browser);
    expect(reply.outcome).toBe('asked');
    expect(browser.audit.at(-1)).toMatchObject({
      type: 'intent',
      act: 'print',
      tags: ['tag-atena:1'],
    });
    expect(browser.told.at(-1)?.guard).toBe('showQuestion');
  });

  test('asks once when the guard repeats itself', async () => {
    const browser = flagged();
    await show(browser, '1');
    const first = await ask(browser);
    const second = await ask(browser);
    expect(second.reply).toEqual(first.reply);
    expect(browser.audit.filter((event) => event.type === 'intent')).toHaveLength(1);
  });

  test('opens the question in a window where no guard listens', async () => {
    const browser = flagged();
    await show(browser, '1');
    browser.closeTopFrame();
    const { nonce } = await ask(browser);
    expect(browser.openedWindows).toEqual([nonce]);
  });

  test('asks nothing and frees nothing when the record cannot be written', async () => {
    const browser = flagged();
    await show(browser, '1');
    browser.breakAudit();
    await expect(ask(browser)).rejects.toThrow('disk full');
    expect(browser.state().questions).toEqual({});
    expect(browser.lockedDocuments.has('doc-1')).toBe(true);
  });

  test('a released print opens once and locks again', async () => {
    const browser = flagged();
    await show(browser, '1');
    const { reply, nonce } = await ask(browser);
    const requestId = reply.outcome === 'asked' ? reply.requestId : '';
    expect(await answerQuestion(browser.ports, nonce, GOOD)).toEqual({ outcome: 'release' });
    expect(browser.lockedDocuments.size).toBe(0);
    expect(browser.told.at(-1)).toMatchObject({ guard: 'release', input: { requestId } });
    await endRelease(browser.ports, requestId, 'done');
    expect(browser.lockedDocuments.has('doc-1')).toBe(true);
    expect(browser.audit.map((event) => event.type)).toEqual([
      'shown',
      'intent',
      'decision',
      'outcome',
    ]);
  });

  test('an answer is good for one question only', async () => {
    const browser = flagged();
    await show(browser, '1');
    const { nonce } = await ask(browser);
    await answerQuestion(browser.ports, nonce, GOOD);
    expect(await answerQuestion(browser.ports, nonce, GOOD)).toEqual({
      outcome: 'stop',
      code: 'too-late',
    });
    expect(Object.keys(browser.state().releases)).toHaveLength(1);
  });

  test('a wrong answer frees nothing and withdraws the act', async () => {
    const browser = flagged();
    await show(browser, '1');
    const { nonce } = await ask(browser);
    const judgement = await answerQuestion(browser.ports, nonce, {
      ...GOOD,
      recipient: 'counterpart',
    });
    expect(judgement).toEqual({ outcome: 'stop', code: 'recipient-is-counterpart' });
    expect(browser.state().releases).toEqual({});
    expect(browser.lockedDocuments.has('doc-1')).toBe(true);
    expect(browser.audit.at(-2)).toMatchObject({
      decision: 'stop',
      stopCode: 'recipient-is-counterpart',
    });
    expect(browser.told.at(-1)?.guard).toBe('withdraw');
  });

  test('an answer to a view that has changed frees nothing', async () => {
    const browser = flagged();
    browser.flag({ kind: 'atena', value: '9' }, makeFlag('counterpart'));
    await show(browser, '1');
    const { nonce } = await ask(browser);
    await show(browser, '9');
    expect(await answerQuestion(browser.ports, nonce, GOOD)).toEqual({
      outcome: 'stop',
      code: 'view-changed',
    });
    expect(browser.state().releases).toEqual({});
  });

  test('cancelling is recorded and frees nothing', async () => {
    const browser = flagged();
    await show(browser, '1');
    const { nonce } = await ask(browser);
    await cancelQuestion(browser.ports, nonce);
    expect(browser.audit.map((event) => event.decision ?? event.outcome)).toContain('cancel');
    expect(browser.state()).toMatchObject({ questions: {}, releases: {} });
  });
});

describe('two documents of a tab that each hold an act', () => {
  async function askBoth(browser: MemoryBrowser): Promise<readonly string[]> {
    await show(browser, '1');
    await show(browser, '1', 'frame-1', 3);
    await ask(browser);
    await requestAct(
      browser.ports,
      { ...sender('frame-1', 3), isHeld: true },
      { act: 'print', actName: '催告書の印刷', subjectLabel: '', contentHash: 'abc1' },
    );
    return Object.keys(browser.state().questions);
  }

  const shown = (browser: MemoryBrowser) =>
    browser.told.filter(({ guard }) => guard === 'showQuestion').map(({ input }) => input);

  test('have the first question back on screen when the second is answered', async () => {
    const browser = flagged();
    const [first, second = ''] = await askBoth(browser);
    const answer = { recipient: 'self', reason: 'recipient-verified' } as const;
    expect(await answerQuestion(browser.ports, second, answer)).toEqual({ outcome: 'release' });
    expect(shown(browser).at(-1)).toEqual({ nonce: first });
  });

  test('have the first question back on screen when the second is cancelled', async () => {
    const browser = flagged();
    const [first, second = ''] = await askBoth(browser);
    await cancelQuestion(browser.ports, second);
    expect(shown(browser).at(-1)).toEqual({ nonce: first });
  });

  test('have no question left when both are cancelled', async () => {
    const browser = flagged();
    const [first = '', second = ''] = await askBoth(browser);
    await cancelQuestion(browser.ports, second);
    await cancelQuestion(browser.ports, first);
    expect(browser.told.at(-1)?.guard).toBe('closeQuestion');
  });
});

describe('an act that names a number of its own', () => {
  const CALLEE = { kind: 'phone', value: '09990009001' } as const;
  const CALL = {
    act: 'phone',
    actName: '電話をかける操作',
    subjectLabel: '',
    contentHash: 'abc1',
    callee: [CALLEE],
  } as const;
  const asker = { ...sender(), isHeld: true };

  test('goes on when nobody knows the number', async () => {
    const browser = flagged();
    await show(browser, '9');
    expect(await requestAct(browser.ports, asker, CALL)).toEqual({ outcome: 'allow' });
    expect(browser.audit).toEqual([]);
  });

  test('is asked about on an ordinary record when the number is of the other party', async () => {
    const browser = flagged();
    browser.flag(CALLEE, makeFlag('counterpart'));
    await show(browser, '9');
    expect(await requestAct(browser.ports, asker, CALL)).toMatchObject({ outcome: 'asked' });
    const [pending] = Object.values(browser.state().questions);
    expect(pending?.question).toMatchObject({ situation: 'counterpart', demand: 'approve' });
    const [nonce = ''] = Object.keys(browser.state().questions);
    const both: Answer = {
      caller: 'counterpart',
      reason: 'instructed-by-owner',
      approver: { staffId: '200518', caller: 'counterpart' },
    };
    expect(await answerQuestion(browser.ports, nonce, both)).toEqual({ outcome: 'release' });
  });

  test('is refused on the record of the protected person', async () => {
    const browser = flagged();
    browser.flag(CALLEE, makeFlag('counterpart'));
    await show(browser, '1');
    await requestAct(browser.ports, asker, CALL);
    const [pending] = Object.values(browser.state().questions);
    expect(pending?.question).toMatchObject({ demand: 'refuse' });
  });

  test('is asked about when the number cannot be looked up', async () => {
    const browser = flagged();
    await show(browser, '9');
    browser.doubt('cache-stale');
    expect(await requestAct(browser.ports, asker, CALL)).toMatchObject({ outcome: 'asked' });
  });
});

describe('an act for which its profile asks more', () => {
  const [saiken] = CONFIG.profiles;
  if (!saiken) throw new Error('expected a profile');
  const rule: ActRule = {
    act: 'send',
    name: 'FAXの送信',
    triggers: [],
    requests: [],
    rows: 'all',
    repeatsNumber: true,
    demand: 'approve',
  };
  const config: FeedConfig = { ...CONFIG, profiles: [{ ...saiken, acts: [rule] }] };
  const request = {
    act: 'send',
    actName: 'FAXの送信',
    subjectLabel: '',
    recipientLabel: '架空総合病院',
    contentHash: 'abc1',
    number: '0999009001',
  } as const;

  test.each([
    ['1', [], 'approve'],
    ['9', ['cache-stale'], 'confirm'],
  ] as const)(
    'a flagged view needs it, doubt alone does not: %s',
    async (value, doubts, demand) => {
      const browser = openMemoryBrowser(config);
      browser.flag({ kind: 'atena', value: '1' }, makeFlag('protected'));
      browser.doubt(...doubts);
      await show(browser, value);
      await requestAct(browser.ports, { ...sender(), isHeld: true }, request);
      const [pending] = Object.values(browser.state().questions);
      expect(pending?.question.demand).toBe(demand);
      expect(pending?.question.recipientLabel).toBe('架空総合病院');
    },
  );

  test('the whole number is asked for', async () => {
    const browser = openMemoryBrowser(config);
    browser.flag({ kind: 'atena', value: '1' }, makeFlag('protected'));
    await show(browser, '1');
    await requestAct(browser.ports, { ...sender(), isHeld: true }, request);
    const [pending] = Object.values(browser.state().questions);
    expect(pending?.question).toMatchObject({ asksDigits: true, digitCount: 10 });
    expect(pending?.expectedLastFour).toBe('0999009001');
  });
});

describe('a release', () => {
  async function released(act: Act = 'destination') {
    const browser = flagged();
    await show(browser, '1');
    const { nonce } = await ask(browser, act);
    await answerQuestion(browser.ports, nonce, GOOD);
    return browser;
  }

  function allowRules(browser: MemoryBrowser) {
    return browser.rules().filter((rule) => rule.action.type === 'allow');
  }

  test('opens the requests of its own act in its own tab', async () => {
    const browser = await released();
    expect(allowRules(browser).map((rule) => rule.condition)).toMatchObject([
      { urlFilter: '|http://saiken.example/save', tabIds: [TAB] },
    ]);
  });

  test('covers the later stages of the same act without a second question', async () => {
    const browser = await released();
    expect((await ask(browser, 'destination')).reply).toEqual({ outcome: 'allow' });
    expect((await ask(browser, 'print')).reply.outcome).toBe('asked');
  });

  test('outlives the replayed click that is yet to send its request', async () => {
    const browser = await released();
    const [requestId = ''] = Object.keys(browser.state().releases);
    await noteReplayed(browser.ports, requestId, 'done');
    expect(allowRules(browser)).toHaveLength(1);
    await noteReplayed(browser.ports, requestId, 'abandoned');
    expect(allowRules(browser)).toEqual([]);
  });

  test('is used up by the first request', async () => {
    const browser = await released();
    await noteAnsweredRequest(browser.ports, SAVE);
    expect(allowRules(browser)).toEqual([]);
    expect(browser.audit.at(-1)).toMatchObject({ type: 'outcome', outcome: 'done' });
  });

  test('covers no other act while its request is on the way, and ends with the answer', async () => {
    const browser = await released();
    await noteSentRequest(browser.ports, SAVE);
    expect(allowRules(browser)).toEqual([]);
    expect((await ask(browser, 'destination')).reply.outcome).toBe('asked');
    await noteAnsweredRequest(browser.ports, SAVE);
    expect(browser.audit.at(-1)).toMatchObject({ type: 'outcome', outcome: 'done' });
  });

  test('is not used by another tab', async () => {
    const browser = await released();
    await noteAnsweredRequest(browser.ports, { ...SAVE, tabId: 8 });
    expect(allowRules(browser)).toHaveLength(1);
  });

  test('expires after 120 s', async () => {
    const browser = await released();
    browser.passTime(RELEASE_LIFETIME_MS - 1);
    await expireReleases(browser.ports);
    expect(allowRules(browser)).toHaveLength(1);
    browser.passTime(1);
    await expireReleases(browser.ports);
    expect(allowRules(browser)).toEqual([]);
    expect(browser.audit.at(-1)).toMatchObject({ outcome: 'expired' });
  });

  test('ends when another record comes on view', async () => {
    const browser = await released();
    browser.flag({ kind: 'atena', value: '9' }, makeFlag('counterpart'));
    await reportView(browser.ports, sender(), {
      candidates: [
        { id: 1, forms: [{ kind: 'atena', value: '9' }], place: 'subject', anchored: true },
      ],
      contentHash: 'abc2',
      doubts: [],
    });
    expect(allowRules(browser)).toEqual([]);
    expect(browser.audit.at(-1)).toMatchObject({ outcome: 'abandoned' });
  });

  test('ends with its tab', async () => {
    const browser = await released();
    await noteTabRemoved(browser.ports, TAB);
    expect(allowRules(browser)).toEqual([]);
    expect(browser.state().tabs).toEqual({});
  });
});

describe('a request that the browser stopped', () => {
  test('opens the question although no guard held it', async () => {
    const browser = flagged();
    await show(browser, '1');
    await noteStoppedRequest(browser.ports, SAVE);
    const [pending] = Object.values(browser.state().questions);
    expect(pending).toMatchObject({
      isHeld: false,
      question: { act: 'destination', actName: '送付先の変更' },
    });
  });

  test('opens no second question', async () => {
    const browser = flagged();
    await show(browser, '1');
    await noteStoppedRequest(browser.ports, SAVE);
    await noteStoppedRequest(browser.ports, SAVE);
    expect(Object.keys(browser.state().questions)).toHaveLength(1);
  });

  test('shows its question again when the window was closed unanswered', async () => {
    const browser = flagged();
    await show(browser, '1');
    browser.closeTopFrame();
    await noteStoppedRequest(browser.ports, SAVE);
    await noteStoppedRequest(browser.ports, SAVE);
    expect(browser.openedWindows).toHaveLength(2);
    expect(new Set(browser.openedWindows).size).toBe(1);
  });

  test('keeps its question when the error page commits, and loses it with the tab', async () => {
    const browser = flagged();
    await show(browser, '1');
    await noteStoppedRequest(browser.ports, SAVE);
    await noteCommit(browser.ports, {
      url: SAVE.url,
      tabId: TAB,
      frameId: 0,
      documentId: 'error-page',
    });
    const [pending, ...others] = Object.values(browser.state().questions);
    expect(pending?.question.mustRepeat).toBe(true);
    expect(others).toEqual([]);
    await noteTabRemoved(browser.ports, TAB);
    expect(browser.state().questions).toEqual({});
    expect(browser.audit.at(-1)).toMatchObject({ type: 'outcome', outcome: 'abandoned' });
  });

  test("that no profile guards is nobody's business", async () => {
    const browser = flagged();
    await show(browser, '1');
    await noteStoppedRequest(browser.ports, { ...SAVE, url: 'http://other.example/save' });
    expect(browser.state().questions).toEqual({});
  });
});

describe('profiles that do not enforce', () => {
  test.each(['shadow', 'warn'] as const)('%s lets the act pass and records it', async (mode) => {
    const [profile] = CONFIG.profiles;
    const browser = openMemoryBrowser({
      ...CONFIG,
      profiles: profile ? [{ ...profile, mode }] : [],
    });
    browser.flag({ kind: 'atena', value: '1' }, makeFlag('protected'));
    // The guard must not take the open tab for a clear one, or it would not even report the act.
    expect((await show(browser, '1')).isClear).toBe(false);
    expect((await ask(browser)).reply).toEqual({ outcome: 'allow' });
    expect(browser.audit.at(-1)).toMatchObject({ decision: mode, demand: 'confirm' });
    expect(blockRule(browser)).toBeUndefined();
    expect(browser.told.some((message) => message.guard === 'showView')).toBe(mode === 'warn');
    await openDocument(browser.ports, sender('doc-2', 4));
    expect(browser.lockedDocuments.size).toBe(0);
  });
});

test('an unwatched document is left alone', async () => {
  const browser = openMemoryBrowser();
  const other = {
    ...sender(),
    url: 'http://other.example/',
    origin: 'http://other.example',
    tabUrl: 'http://other.example/',
  };
  expect(await openDocument(browser.ports, other)).toEqual({ doubts: [] });
  expect(browser.lockedDocuments.size).toBe(0);
});

test('without any configuration a watched document stays locked', async () => {
  const browser = openMemoryBrowser();
  const ports = {
    ...browser.ports,
    source: () => ({
      ...browser.ports.source(),
      config: undefined,
      doubts: ['cache-empty' as const],
    }),
  };
  expect(await openDocument(ports, sender())).toMatchObject({ doubts: ['cache-empty'] });
  expect(browser.lockedDocuments.has('doc-1')).toBe(true);
});
