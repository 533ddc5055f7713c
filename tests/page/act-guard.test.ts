import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActReply } from '../../utils/domain/act-request.ts';
import { QUESTION_LIFETIME_MS } from '../../utils/domain/question.ts';
import { ActGuard, type ActGuardOptions } from '../../utils/page/acts/act-guard.ts';
import { findActs } from '../../utils/page/acts/act-trigger.ts';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { PROFILE } from './test-profile.ts';

const TEXTS = {
  notPrinted: '印刷していません',
  rowMark: '要確認',
  questionTitle: '確認',
  print: '印刷',
  phone: '電話',
  mail: 'メール',
  shortMessage: 'SMS',
  copy: 'コピー',
  file: 'ファイル',
};
const ASKED: ActReply = { outcome: 'asked', requestId: 'r1' };

/** A page with guarded controls, and what happened on it. */
type Scene = {
  readonly guard: ActGuard;
  readonly done: readonly string[];
  readonly asked: readonly string[];
  readonly outcomes: readonly string[];
};

let lifetime: AbortController;
beforeEach(() => {
  lifetime = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
  lifetime.abort();
});

function openScene(options: Partial<ActGuardOptions> = {}): Scene {
  document.body.innerHTML = `<button class=print><b>印刷</b></button>
    <form id=mail><button id=send>送信</button></form><a href="tel:0246227547">電話</a>
    <form id=call><input id=memo><input id=more><button id=save>保存</button></form>`;
  const done: string[] = [];
  const asked: string[] = [];
  const outcomes: string[] = [];
  const record = (event: Event) => {
    event.preventDefault();
    done.push(`${event.type} ${event.target instanceof Element ? event.target.id : ''}`.trim());
  };
  for (const type of ['click', 'submit', 'focusin']) document.body.addEventListener(type, record);
  lifetime.signal.addEventListener('abort', () => {
    for (const type of ['click', 'submit', 'focusin']) {
      document.body.removeEventListener(type, record);
    }
  });
  const guard = new ActGuard({
    window: window as unknown as GuardWindow,
    signal: lifetime.signal,
    acts: () => findActs(PROFILE, TEXTS),
    isOff: () => false,
    isClear: () => false,
    ofSelection: () => undefined,
    isHolding: () => true,
    contentHash: () => 'same',
    ask: (act) => {
      asked.push(`${act.act} ${act.name}`);
      return Promise.resolve(ASKED);
    },
    onUnreachable: () => outcomes.push('unreachable'),
    clickInPage: () => false,
    onReplay: () => undefined,
    onOutcome: (_held, requestId, outcome) => outcomes.push(`${requestId} ${outcome}`),
    ...options,
  });
  return { guard, done, asked, outcomes };
}

function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

/** Lets the promises of an answer settle. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test('the act of a print without a button is one that the page itself prints', () => {
  const [print] = PROFILE.acts;
  if (!print) throw new Error('expected an act of printing');
  const request = { url: '|http://saiken.kakuu.example/pdf/', methods: [], pdfOnly: true };
  const certificate = { ...print, name: '証明書の発行', requests: [request] };
  expect(findActs({ ...PROFILE, acts: [certificate, print] }, TEXTS).print).toEqual({
    act: 'print',
    name: '催告書の印刷',
  });
  expect(findActs({ ...PROFILE, acts: [certificate] }, TEXTS).print.name).toBe(TEXTS.print);
});

describe('on a view that is known clear', () => {
  test('a guarded click passes untouched, in the same turn, without a question', () => {
    const scene = openScene({ isClear: () => true });
    click('.print b');
    expect(scene.done).toEqual(['click']);
    expect(scene.asked).toEqual([]);
  });

  test('a click that opens a PDF waits until the worker has let the new tab in', async () => {
    const [print] = PROFILE.acts;
    if (!print) throw new Error('expected an act of printing');
    const request = { url: '|http://saiken.kakuu.example/pdf/', methods: [], pdfOnly: true };
    const acts = findActs({ ...PROFILE, acts: [{ ...print, requests: [request] }] }, TEXTS);
    const replayed: string[] = [];
    const scene = openScene({
      isClear: () => true,
      acts: () => acts,
      ask: () => Promise.resolve({ outcome: 'allow' }),
      onReplay: ({ name }) => replayed.push(name),
    });
    click('.print b');
    expect(scene.done).toEqual([]);
    await settle();
    expect(scene.done).toEqual(['click']);
    expect(replayed).toEqual([]);
  });
});

describe('on any other view', () => {
  test('a guarded click does not reach the page before the answer, and once after it', async () => {
    const scene = openScene();
    click('.print b');
    await settle();
    expect(scene.done).toEqual([]);
    expect(scene.asked).toEqual(['print 催告書の印刷']);
    scene.guard.release('r1');
    scene.guard.release('r1');
    expect(scene.done).toEqual(['click']);
    expect(scene.outcomes).toEqual(['r1 done']);
  });

  test('clicks while an act is held do nothing', async () => {
    const scene = openScene();
    click('.print');
    click('.print');
    await settle();
    click('.print');
    await settle();
    expect(scene.asked).toHaveLength(1);
    expect(scene.done).toEqual([]);
  });

  test('the right button opens a menu and nothing else, the middle one follows a link', () => {
    const scene = openScene();
    const link = document.querySelector('a');
    const press = (button: number) =>
      link?.dispatchEvent(new MouseEvent('auxclick', { button, bubbles: true, cancelable: true }));
    expect(press(2)).toBe(true);
    expect(scene.asked).toEqual([]);
    expect(press(1)).toBe(false);
    expect(scene.asked).toHaveLength(1);
  });

  test('an unguarded click passes', () => {
    const scene = openScene();
    document.body.append(document.createElement('hr'));
    click('hr');
    expect(scene.done).toEqual(['click']);
  });

  test('a worker that allows frees the act at once', async () => {
    const scene = openScene({ ask: () => Promise.resolve({ outcome: 'allow' }) });
    click('.print');
    await settle();
    expect(scene.done).toEqual(['click']);
  });

  test('a worker that cannot be reached frees nothing, and the next press asks again', async () => {
    const asked: string[] = [];
    const scene = openScene({
      ask: (act) => {
        asked.push(act.act);
        return Promise.reject(new Error('gone'));
      },
    });
    click('.print');
    await settle();
    click('.print');
    await settle();
    expect(scene.done).toEqual([]);
    expect(asked).toEqual(['print', 'print']);
    expect(scene.outcomes).toEqual(['unreachable', 'unreachable']);
  });

  test('a withdrawn act is never done', async () => {
    const scene = openScene();
    click('.print');
    await settle();
    scene.guard.withdraw('r1');
    scene.guard.release('r1');
    expect(scene.done).toEqual([]);
  });

  test('an answer about another content frees nothing and asks anew', async () => {
    let content = 'first resident';
    const scene = openScene({ contentHash: () => content });
    click('.print');
    await settle();
    content = 'next resident';
    scene.guard.release('r1');
    await settle();
    expect(scene.done).toEqual([]);
    expect(scene.outcomes).toEqual(['r1 abandoned']);
    expect(scene.asked).toHaveLength(2);
  });

  test('a pop-up that prints while it is written is freed by its first answer', async () => {
    let content = '';
    const scene = openScene({
      contentHash: () => content,
      ask: async () => {
        content = 'the page as it was told of';
        return ASKED;
      },
    });
    click('.print');
    await settle();
    scene.guard.release('r1');
    expect(scene.outcomes).toEqual(['r1 done']);
  });

  test('a click that submits a guarded form is one act and one question', async () => {
    const scene = openScene();
    click('#send');
    await settle();
    scene.guard.release('r1');
    await settle();
    expect(scene.asked).toEqual(['send 通知の送信']);
    expect(scene.done).toContain('click send');
  });

  test('a script that goes on with the freed act passes once', async () => {
    const scene = openScene();
    const form = document.querySelector<HTMLFormElement>('#mail');
    if (!form) throw new Error('expected the form');
    click('#send');
    await settle();
    scene.guard.release('r1');
    expect(scene.guard.mayScriptGoOn({ type: 'submit', form })).toBe(true);
    expect(scene.guard.mayScriptGoOn({ type: 'submit', form })).toBe(false);
  });

  test('a contact log is asked about once: at its first field, not at the next nor at saving', async () => {
    const scene = openScene();
    focus('#memo');
    await settle();
    expect(scene.done).toEqual([]);
    scene.guard.release('r1');
    focus('#more');
    submit('#call');
    expect(scene.asked).toEqual(['phone 通話記録']);
    expect(scene.done).toContain('submit call');
    submit('#call');
    await settle();
    expect(scene.asked).toHaveLength(2);
  });

  test('lets go of an act that a new worker does not know', async () => {
    const scene = openScene();
    click('.print');
    await settle();
    scene.guard.keepHeld(['r1']);
    click('.print');
    await settle();
    expect(scene.asked).toHaveLength(1);
    scene.guard.keepHeld(['another']);
    click('.print');
    await settle();
    expect(scene.asked).toHaveLength(2);
  });

  test('holds an act for as long as its question can be answered', async () => {
    vi.useFakeTimers();
    const scene = openScene();
    click('.print');
    await vi.advanceTimersByTimeAsync(QUESTION_LIFETIME_MS - 1_000);
    scene.guard.release('r1');
    expect(scene.done).toEqual(['click']);
  });

  test('a telephone link is an act on every page', async () => {
    const scene = openScene();
    click('a');
    await settle();
    expect(scene.asked).toEqual(['phone 電話']);
  });

  test.each([
    [{ key: 'p', ctrlKey: true }, 1],
    [{ key: 'P', metaKey: true, shiftKey: true }, 1],
    [{ key: 'p' }, 0],
    [{ key: 's', ctrlKey: true }, 0],
  ])('of the keys %o, %i question comes', async (keys, count) => {
    const scene = openScene();
    const event = new KeyboardEvent('keydown', { ...keys, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    await settle();
    expect(scene.asked).toHaveLength(count);
    expect(event.defaultPrevented).toBe(count === 1);
  });

  test('a profile that only watches lets the act go on and tells the worker', async () => {
    const scene = openScene({ isHolding: () => false });
    click('.print');
    await settle();
    expect(scene.done).toEqual(['click']);
    expect(scene.asked).toHaveLength(1);
  });
});

function focus(selector: string): void {
  const event = new FocusEvent('focusin', { bubbles: true, cancelable: true });
  document.querySelector(selector)?.dispatchEvent(event);
}

function submit(selector: string): void {
  const event = new SubmitEvent('submit', { bubbles: true, cancelable: true });
  document.querySelector(selector)?.dispatchEvent(event);
}
