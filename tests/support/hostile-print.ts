import type { BrowserContext, Frame, Page } from 'playwright-core';
import { cast } from '../../demo/city/cast.ts';
import type { Answer } from '../../utils/domain/question.ts';
import type { PrintPage } from '../fixtures/hostile/print-page.ts';
import { PRINT_PAGES, printHtml } from '../fixtures/hostile/print-pages.ts';
import { type HostileSite, type Reply, serveHostile } from '../fixtures/hostile/serve-hostile.ts';
import type { LaunchOptions } from './browser.ts';
import { answerAtOnce, questionOf } from './guarded-work.ts';
import { openScene, type Scene } from './open-scene.ts';
import { printToText } from './print-to-text.ts';
import { readBanner } from './read-banner.ts';
import { waitUntil } from './wait-until.ts';

export const NOTICE =
  '確認が済んでいないため印刷していません。画面に戻り、確認してから印刷してください。';

const { A } = cast.K1;

/** A site whose pages fight the print lock, watched under one name and unwatched under another. */
export type PrintScene = {
  readonly scene: Scene;
  readonly site: HostileSite;
  /** Address of a page or container, watched. */
  readonly url: (path: string) => string;
  /** The same address under a name that nobody watches: how the page prints by itself. */
  readonly plainUrl: (path: string) => string;
  readonly close: () => Promise<void>;
};

export async function openPrintScene(launch: LaunchOptions = {}): Promise<PrintScene> {
  const site = await serveHostile(({ path }) => answer(path));
  const scene = await openScene({ addedProfiles: [profile(site.url('print'))] }, launch);
  return {
    scene,
    site,
    url: (path) => `${site.url('print')}${path}`,
    plainUrl: (path) => `${site.url('plain')}${path}`,
    async close() {
      await scene.close();
      await site.close();
    },
  };
}

/** What a container does with the page of a number; `page` itself is the top document. */
type Container = 'page' | 'frame' | 'opener' | 'written' | 'popup-written';

function pathOf(container: Container, page: PrintPage): string {
  return `${container}/${PRINT_PAGES.indexOf(page)}`;
}

function answer(path: string): Reply | 'never' | undefined {
  const [, container = '', index = ''] = path.split('/');
  if (container === 'never') return 'never';
  if (container === 'empty') return html('<p>空</p>');
  const page = PRINT_PAGES[Number(index)];
  if (!page || index === '') return undefined;
  if (container === 'page') {
    const type = page.whole?.type ?? 'text/html';
    return { type: `${type}; charset=utf-8`, body: printHtml(page, A.atena) };
  }
  return html(contain(container, page, index));
}

function contain(container: string, page: PrintPage, index: string): string {
  const text = JSON.stringify(printHtml(page, A.atena)).replaceAll('</', '<\\/');
  const write = (target: string) => `${target}.open();${target}.write(${text});${target}.close();`;
  switch (container) {
    case 'frame':
      return `<iframe src="/page/${index}" width="700" height="500"></iframe>`;
    case 'opener':
      return `<button onclick="window.open('/page/${index}')">開く</button>`;
    case 'written':
      return `<p>書換え前</p><script>addEventListener('load',()=>setTimeout(()=>{${write('document')}},50))</script>`;
    default:
      return `<button onclick="const d=window.open('').document;${write('d').replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">開く</button>`;
  }
}

function html(body: string): Reply {
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><meta charset="utf-8"><title>窓口</title><body>${body}</body>`,
  };
}

function profile(url: string) {
  return {
    version: 1,
    id: 'hostile-print',
    name: '様式作成システム',
    system: 'other',
    match: [`${url}*`],
    identifiers: [{ kind: 'atena', labels: ['宛名番号'], place: 'subject' }],
  };
}

/** How a page comes to stand in a tab. */
export type Stage = 'top' | 'frame' | 'pop-up' | 'written' | 'written pop-up' | 'bfcache';

/** Opens a page in its stage at the address given by `url`, and waits until it has settled. */
async function openPage(
  { scene }: PrintScene,
  { stage, one, url }: { stage: Stage; one: PrintPage; url: (path: string) => string },
): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.goto(url(pathOf(CONTAINERS[stage], one)), { waitUntil: 'domcontentloaded' });
  const { late, loadsFor } = one;
  const shown = await STEPS[stage](page, url, loadsFor);
  await settle(shown, loadsFor);
  if (late) await waitUntil(() => holds(shown, late), 'what the page adds late');
  return shown;
}

/** True when a frame of the page holds such an element. */
async function holds(page: Page, selector: string): Promise<boolean> {
  const counts = await Promise.all(
    page.frames().map((frame) =>
      frame
        .locator(selector)
        .count()
        .catch(() => 0),
    ),
  );
  return counts.some((count) => count > 0);
}

const CONTAINERS = {
  top: 'page',
  frame: 'frame',
  'pop-up': 'opener',
  written: 'written',
  'written pop-up': 'popup-written',
  bfcache: 'page',
} as const satisfies Record<Stage, Container>;

type Step = (page: Page, url: (path: string) => string, loadsFor?: number) => Promise<Page>;
const stay: Step = (page) => Promise.resolve(page);
const STEPS: Readonly<Record<Stage, Step>> = {
  top: stay,
  frame: stay,
  'pop-up': openPopup,
  written: async (page) => {
    await page.waitForFunction(() => document.documentElement.outerHTML.includes('極秘'));
    return page;
  },
  'written pop-up': openPopup,
  bfcache: async (page, url, loadsFor) => {
    const away = url('empty');
    await settle(page, loadsFor);
    const leave = () => page.evaluate((address) => location.assign(address), away);
    const isAway = () => page.url() === away;
    await leave();
    // A page that writes itself anew at that moment stops the navigation.
    await waitUntil(isAway, 'the page to leave', 3_000).catch(leave);
    await waitUntil(isAway, 'the page to leave');
    await settle(page);
    await page.evaluate(() => setTimeout(() => history.back()));
    // A page that comes back from the cache loads nothing, so there is no event to wait for.
    await waitUntil(() => page.url() !== away, 'the page to come back');
    return page;
  },
};

async function openPopup(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup');
  // Pressed by script: a tab behind another one draws nothing, and a pointer waits for that.
  await page.evaluate(() => document.querySelector('button')?.click());
  return opened;
}

/** The frames of a page, in frames too, are a part of its paper. */
async function settle(page: Page, timeout = LOADED_MS): Promise<void> {
  const isLoaded = () => document.readyState === 'complete';
  // A tab behind another one draws nothing, so there is no frame to wait for.
  await page.waitForFunction(isLoaded, undefined, { timeout, polling: 20 }).catch(() => undefined);
  await page.waitForTimeout(50);
}

const LOADED_MS = 10_000;

/** What the paper says, without the white space that layout adds. */
async function readPaper(page: Page): Promise<string> {
  return (await printToText(page)).replace(/\s+/g, '');
}

/** Closes a page and the one that opened it. */
async function closeBoth(page: Page): Promise<void> {
  const opener = await page.opener();
  await page.close();
  await opener?.close();
}

const VERIFIED: Answer = { recipient: 'self', reason: 'recipient-verified' };

/**
 * Answers until the sheets are off, without spending the print. A page that prints by itself, in a
 * frame too, has questions of its own, and one may take the place of another while it is answered.
 */
async function answerUntilFree(
  { scene }: PrintScene,
  page: Page,
  { asksInWindow }: PrintPage,
): Promise<void> {
  const { context } = scene.browser;
  await waitUntil(async () => {
    const question = asksInWindow ? windowQuestion(context) : questionOf(page);
    if (question) await answerAtOnce(question, VERIFIED);
    return isFree(page);
  }, 'the sheets to open');
}

/** The newest question in a window of ours. */
function windowQuestion(context: BrowserContext): Frame | undefined {
  return context
    .pages()
    .map((window) => window.mainFrame())
    .findLast((frame) => frame.url().includes('/confirm.html#'));
}

async function isFree(page: Page): Promise<boolean> {
  await page.emulateMedia({ media: 'print' });
  const isOpen = await page.evaluate((notice) => {
    const root = document.documentElement;
    const isNotice = getComputedStyle(root, '::before').content.includes(notice);
    return !isNotice && getComputedStyle(root).display !== 'none';
  }, NOTICE);
  await page.emulateMedia({ media: null });
  return isOpen;
}

/** A page may hide the event, or never finish loading: then the answer has had time enough. */
const RELEASE_ARRIVES_MS = 3_000;

/**
 * Resolves when the guard prints what it was told to. The sheets open a moment before it is told;
 * what is printed then is not counted.
 */
function hearPrinting(page: Page): Promise<void> {
  return page
    .evaluate(
      () =>
        new Promise<void>((resolve) => {
          addEventListener('beforeprint', () => resolve(), { capture: true, once: true });
        }),
    )
    .catch(() => undefined);
}

/** What each paper of one page said. */
export type Papers = {
  readonly before: string;
  /** True when the guard was heard printing after the answer. */
  readonly isHeard?: boolean;
  readonly after?: string;
  readonly again?: string;
  /** What the page prints where nobody guards it. */
  readonly plain?: string;
};

/** Prints a page before any answer; with `isAnswered` also after it, once more, and unguarded. */
export async function readPapers(
  print: PrintScene,
  given: { readonly stage: Stage; readonly one: PrintPage; readonly isAnswered: boolean },
): Promise<Papers> {
  const page = await openPage(print, { ...given, url: print.url });
  try {
    // An answer counts for the view that was read: the question must not come too early.
    if (given.isAnswered) await untilRead(page);
    const before = await readPaper(page);
    if (!given.isAnswered) return { before };
    const printing = hearPrinting(page);
    await answerUntilFree(print, page, given.one);
    const isHeard = await Promise.race([
      printing.then(() => true),
      page.waitForTimeout(RELEASE_ARRIVES_MS).then(() => false),
    ]);
    const after = await readPaper(page);
    const again = await readPaper(page);
    return { before, isHeard, after, again, plain: await readPlain(print, given) };
  } finally {
    await closeBoth(page);
  }
}

/** Waits for the band, which says that the page was read. One that the page keeps away never comes. */
async function untilRead(page: Page): Promise<void> {
  const isShown = async () => (await readBanner(page)) !== '';
  await waitUntil(isShown, 'the band', READ_MS).catch(() => undefined);
}

const READ_MS = 10_000;

async function readPlain(
  print: PrintScene,
  given: { readonly stage: Stage; readonly one: PrintPage },
): Promise<string> {
  const page = await openPage(print, { ...given, url: print.plainUrl });
  try {
    return await readPaper(page);
  } finally {
    await closeBoth(page);
  }
}
