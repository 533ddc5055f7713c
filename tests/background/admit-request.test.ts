import { describe, expect, test } from 'vitest';
import { type Admission, makeAdmission } from '../../utils/background/admit-request.ts';
import { releaseAct } from '../../utils/background/release-act.ts';
import { requestAct } from '../../utils/background/request-act.ts';
import { noteAnsweredRequest, noteSentRequest } from '../../utils/background/watch-requests.ts';
import { type MemoryBrowser, openMemoryBrowser } from '../support/memory-ports.ts';
import { makeFlag, makeSender, showRecord, TAB } from '../support/record-on-view.ts';

const SAVE = {
  url: 'http://saiken.example/save',
  method: 'POST',
  tabId: TAB,
  type: 'xmlhttprequest',
};

async function openRecord(value: string): Promise<MemoryBrowser> {
  const browser = openMemoryBrowser();
  browser.flag({ kind: 'atena', value: '1' }, makeFlag());
  await showRecord(browser, value);
  return browser;
}

async function release({ ports }: MemoryBrowser): Promise<void> {
  const request = { act: 'destination', actName: '送付先の変更', subjectLabel: '' } as const;
  await requestAct(ports, { ...makeSender(), isHeld: false }, { ...request, contentHash: 'abc1' });
  const [pending] = Object.values(ports.state.get().questions);
  if (!pending) throw new Error('expected a question');
  await releaseAct(ports, pending);
}

function sendMany(admission: Admission, browserIds: readonly string[]): readonly boolean[] {
  return browserIds.map((browserId) => admission.admit({ ...SAVE, browserId }));
}

describe('the second layer', () => {
  test.each([
    ['a guarded request of a flagged record', '1', SAVE, false],
    ['a guarded request of a clear record', '2', SAVE, true],
    ['a guarded request of a tab that nobody knows', '2', { ...SAVE, tabId: 8 }, false],
    ['a guarded request of a worker, which has no tab', '2', { ...SAVE, tabId: -1 }, false],
    ['another method', '1', { ...SAVE, method: 'GET' }, true],
    ['another address', '1', { ...SAVE, url: 'http://saiken.example/debts/1' }, true],
    ['another origin', '1', { ...SAVE, url: 'http://other.example/save' }, true],
    [
      'a PDF, which only its answer tells',
      '1',
      { ...SAVE, url: 'http://saiken.example/pdf/1' },
      true,
    ],
  ])('decides as the rules do: %s', async (_what, record, request, mayGo) => {
    const { ports } = await openRecord(record);
    expect(makeAdmission(ports).admit({ ...request, browserId: 'r1' })).toBe(mayGo);
  });

  test('lets one request go on an answer, however fast the others come', async () => {
    const browser = await openRecord('1');
    const admission = makeAdmission(browser.ports);
    await release(browser);
    expect(sendMany(admission, ['r1', 'r2', 'r3'])).toEqual([true, false, false]);
  });

  test('takes a redirect for the request that it is', async () => {
    const browser = await openRecord('1');
    const admission = makeAdmission(browser.ports);
    await release(browser);
    expect(sendMany(admission, ['r1', 'r1', 'r2'])).toEqual([true, true, false]);
  });

  test('gives the answer back when the request came to nothing', async () => {
    const browser = await openRecord('1');
    const admission = makeAdmission(browser.ports);
    await release(browser);
    sendMany(admission, ['r1']);
    admission.forget('r0');
    expect(sendMany(admission, ['r2'])).toEqual([false]);
    admission.forget('r1');
    expect(sendMany(admission, ['r2'])).toEqual([true]);
  });

  test('lets the request of a second answer go while that of the first is on its way', async () => {
    const browser = await openRecord('1');
    const admission = makeAdmission(browser.ports);
    await release(browser);
    sendMany(admission, ['r1']);
    await noteSentRequest(browser.ports, SAVE);
    expect(sendMany(admission, ['r2'])).toEqual([false]);
    await release(browser);
    expect(sendMany(admission, ['r2', 'r3'])).toEqual([true, false]);
  });

  test('is closed again when the request is answered', async () => {
    const browser = await openRecord('1');
    const admission = makeAdmission(browser.ports);
    await release(browser);
    sendMany(admission, ['r1']);
    await noteAnsweredRequest(browser.ports, SAVE);
    expect(sendMany(admission, ['r2'])).toEqual([false]);
  });
});
