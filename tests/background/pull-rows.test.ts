import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../utils/background/answer-question.ts';
import { openDocument } from '../../utils/background/open-document.ts';
import { noteRows, pullRows, readPullList } from '../../utils/background/pull-rows.ts';
import { reportView } from '../../utils/background/report-view.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import { parseFeedConfig } from '../../utils/domain/feed-config.ts';
import type { PulledRow } from '../../utils/domain/pulled-rows.ts';
import { CONFIG, type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, TAB } from '../support/record-on-view.ts';

const BATCH = '一斉送付';
const ROW: PulledRow = {
  rowNumber: 12,
  numbers: [{ label: '債権番号', text: '24-210-00017' }],
  isOut: true,
};

function config(rows: 'all' | 'ticked') {
  const [profile] = CONFIG.profiles;
  const requests = [{ url: '|http://saiken.example/batch|', methods: ['post'] }];
  const acts = [{ act: 'send', name: BATCH, rows, requests }];
  return parseFeedConfig({ ...CONFIG, profiles: [{ ...profile, acts }] });
}

function sender(documentId: string, frameId: number) {
  return makeSender({ documentId, frameId, url: 'http://saiken.example/batch' });
}

async function openList(browser: MemoryBrowser, documentId = 'doc-1', frameId = 0) {
  browser.flag({ kind: 'atena', value: '1' }, makeFlag('counterpart'));
  await openDocument(browser.ports, sender(documentId, frameId));
  await reportView(browser.ports, sender(documentId, frameId), {
    candidates: [
      { id: 1, forms: [{ kind: 'atena', value: '1' }], place: 'row', anchored: true },
      { id: 2, forms: [{ kind: 'atena', value: '2' }], place: 'row', anchored: true },
    ],
    contentHash: 'abc1',
    doubts: [],
  });
  await noteRows(browser.ports, sender(documentId, frameId), { ticked: 1, leftOut: 0, boxless: 0 });
}

async function send(browser: MemoryBrowser, leavesRowsOut: boolean, readRowCount?: number) {
  const asker = { ...sender('doc-1', 0), isHeld: true };
  const request = { act: 'send', actName: BATCH, subjectLabel: '', contentHash: 'abc1' } as const;
  const reply = await requestAct(browser.ports, asker, {
    ...request,
    leavesRowsOut,
    readRowCount,
  });
  const question = Object.values(browser.state().questions).at(-1)?.question;
  return { reply, question };
}

describe('a batch act', () => {
  test('with flagged rows in it needs a second person, and can be pulled instead', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    const { question } = await send(browser, false);
    expect(question).toMatchObject({ demand: 'approve', situation: 'batch', pullCount: 1 });
  });

  test('without its flagged rows needs one confirmation', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    const { question } = await send(browser, true);
    expect(question).toMatchObject({ demand: 'confirm', situation: 'pulled-out' });
    const answer = { recipient: 'self', reason: 'recipient-verified' } as const;
    const judged = await answerQuestion(browser.ports, question?.nonce ?? '', answer);
    expect(judged).toEqual({ outcome: 'release' });
  });

  test('over a list that draws a part of its rows says so, whatever was read of it', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    const pulled = await send(browser, true, 40);
    expect(pulled.question).toMatchObject({
      demand: 'confirm',
      situation: 'pulled-out',
      doubts: ['rows-undrawn'],
      readRowCount: 40,
    });
    const other = openMemoryBrowser(config('ticked'));
    await openList(other);
    const left = await send(other, false, 40);
    expect(left.question).toMatchObject({ demand: 'approve', doubts: ['rows-undrawn'] });
  });

  test('over such a list is asked about when nothing that was read is flagged', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openDocument(browser.ports, sender('doc-1', 0));
    const report = { candidates: [], contentHash: 'abc1', doubts: [] };
    await reportView(browser.ports, sender('doc-1', 0), report);
    const { question } = await send(browser, false, 40);
    expect(question).toMatchObject({ demand: 'confirm', situation: 'cannot-tell' });
  });

  test('that carries out every row is not lightened by unticked boxes', async () => {
    const browser = openMemoryBrowser(config('all'));
    await openList(browser);
    const { question } = await send(browser, true);
    expect(question).toMatchObject({ demand: 'approve', situation: 'batch', pullCount: 0 });
  });

  test('is not lightened by what another frame shows', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    await openList(browser, 'doc-2', 1);
    const { question } = await send(browser, true);
    expect(question).toMatchObject({ demand: 'approve', situation: 'batch' });
  });

  test('freed without its flagged rows does not cover them when they are ticked again', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    const first = await send(browser, true);
    const answer = { recipient: 'self', reason: 'recipient-verified' } as const;
    await answerQuestion(browser.ports, first.question?.nonce ?? '', answer);
    expect((await send(browser, true)).reply).toEqual({ outcome: 'allow' });
    expect((await send(browser, false)).reply).toMatchObject({ outcome: 'asked' });
  });
});

describe('引き抜き', () => {
  test('asks each frame with flagged rows, tells the band which, and records how many', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    await openList(browser, 'doc-2', 3);
    browser.answers.set('0 pullRows', { rows: [ROW], readRowCount: 30 });
    const stuck = { ...ROW, rowNumber: 2, isOut: false };
    browser.answers.set('3 pullRows', { rows: [stuck], readRowCount: 12 });
    await pullRows(browser.ports, TAB);
    expect(browser.told.at(-1)).toMatchObject({
      frameId: 0,
      guard: 'showPull',
      input: { rows: [{ rowNumber: 12 }, { rowNumber: 2 }], readRowCount: 42 },
    });
    expect(browser.audit.at(-1)).toEqual({
      type: 'pulled',
      tags: ['tag-atena:1'],
      pulledCount: 1,
      stuckCount: 1,
    });
  });

  test('leaves no number of a row in the worker or in the record', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    browser.answers.set('0 pullRows', { rows: [ROW] });
    browser.answers.set('0 listRows', [ROW]);
    await pullRows(browser.ports, TAB);
    const list = await readPullList(browser.ports, TAB);
    expect(list.rows).toEqual([ROW]);
    expect(JSON.stringify(list)).not.toContain('戸籍住民課');
    expect(JSON.stringify([browser.state(), browser.audit])).not.toContain('24-210-00017');
  });

  test('a frame that is gone is no row, and nothing breaks', async () => {
    const browser = openMemoryBrowser(config('ticked'));
    await openList(browser);
    await pullRows(browser.ports, TAB);
    expect(browser.told.at(-1)?.input).toEqual({ rows: [] });
  });
});
