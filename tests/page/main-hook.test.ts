import { beforeEach, describe, expect, test } from 'vitest';
import { openHookChannel, type ScriptAct } from '../../utils/page/acts/hook-channel.ts';
import { hookPage } from '../../utils/page/acts/main-hook.ts';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';

// The global object of the runner borrows its methods; the window of the document owns them.
const page = document.defaultView as GuardWindow;
const nativeSubmit = HTMLFormElement.prototype.submit;
let printed = 0;
let submitted = 0;
let lifetime = new AbortController();

beforeEach(() => {
  lifetime = new AbortController();
  printed = 0;
  submitted = 0;
  page.print = () => {
    printed += 1;
  };
  HTMLFormElement.prototype.submit = () => {
    submitted += 1;
  };
  return () => {
    lifetime.abort();
    HTMLFormElement.prototype.submit = nativeSubmit;
  };
});

/** Both worlds of one page; the guard answers as told. */
function openWorlds(order: 'hook first' | 'guard first', answer: boolean) {
  const acts: ScriptAct[] = [];
  const guard = () =>
    openHookChannel(page, lifetime.signal, (act) => {
      acts.push(act);
      return answer;
    });
  if (order === 'hook first') hookPage(page);
  const channel = guard();
  if (order === 'guard first') hookPage(page);
  return { acts, channel };
}

describe.each(['hook first', 'guard first'] as const)('%s', (order) => {
  test('a granted print is done by the page itself, at once', () => {
    const { acts } = openWorlds(order, true);
    page.print();
    expect(printed).toBe(1);
    expect(acts).toEqual([{ type: 'print' }]);
  });

  test('a held print is not done', () => {
    openWorlds(order, false);
    page.print();
    expect(printed).toBe(0);
  });

  test('a held form.submit() names its form and is not done', () => {
    const { acts } = openWorlds(order, false);
    const form = document.createElement('form');
    form.submit();
    expect(submitted).toBe(0);
    expect(acts).toEqual([{ type: 'submit', form }]);
  });
});

describe('the clipboard of a secure page', () => {
  const written: string[] = [];
  class FakeClipboard {
    writeText(text: string): Promise<void> {
      written.push(text);
      return Promise.resolve();
    }
    write(): Promise<void> {
      return Promise.resolve();
    }
  }

  test.each([
    [true, ['住所']],
    [false, []],
  ])('a script writes when the guard says so: %s', async (answer, expected) => {
    written.length = 0;
    const { writeText } = FakeClipboard.prototype;
    Reflect.set(page, 'Clipboard', FakeClipboard);
    const { acts } = openWorlds('hook first', answer);
    const refused = await new FakeClipboard().writeText('住所').then(
      () => false,
      () => true,
    );
    FakeClipboard.prototype.writeText = writeText;
    Reflect.deleteProperty(page, 'Clipboard');
    expect(written).toEqual(expected);
    expect(refused).toBe(!answer);
    expect(acts).toEqual([{ type: 'copy' }]);
  });
});

test('without a guard nothing is printed', () => {
  hookPage(page);
  page.print();
  expect(printed).toBe(0);
});

test('a guard that yielded holds nothing any more', () => {
  openWorlds('hook first', false);
  lifetime.abort();
  page.print();
  expect(printed).toBe(1);
});

test('a script of the page that overwrites built-ins later changes nothing', () => {
  openWorlds('hook first', false);
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = () => false;
  page.print();
  EventTarget.prototype.dispatchEvent = dispatchEvent;
  expect(printed).toBe(0);
});

test('a javascript: link is clicked from the world of the page', () => {
  const { channel } = openWorlds('hook first', true);
  const link = document.createElement('a');
  let clicks = 0;
  link.addEventListener('click', () => {
    clicks += 1;
  });
  expect(channel.click(link)).toBe(true);
  expect(clicks).toBe(1);
});
