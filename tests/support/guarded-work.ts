import type { Frame, Page } from 'playwright-core';
import { cast } from '../../demo/city/cast.ts';
import type { Answer } from '../../utils/domain/question.ts';
import { answerQuestion, type Filling } from './answer-question.ts';
import { findQuestion, type Scene } from './open-scene.ts';
import { printToText } from './print-to-text.ts';

const { A } = cast.K1;
const { X } = cast.K2;
const [debtOfA = ''] = A.debts;
const NOTICE = '確認が済んでいないため印刷していません';

/** One kind of work at a flagged record, from the press to the act. */
export type GuardedWork = {
  readonly url: (scene: Scene) => string;
  readonly answer: Answer & Filling;
  /** What the clerk does first, and again when nothing came of it. */
  readonly press: (page: Page) => Promise<void>;
  /** What is left to do once the act is free, e.g. writing the call log and saving it. */
  readonly finish: (page: Page) => Promise<void>;
  /** Acts that went through up to now, as the outside world saw them. */
  readonly count: (scene: Scene) => number;
};

export type WorkName = 'print' | 'send' | 'phone';

/** Papers that carried the letter, over all pages: a paper is out when its text is. */
let papers = 0;

export const GUARDED_WORK: Readonly<Record<WorkName, GuardedWork>> = {
  print: {
    url: letterOf,
    answer: { recipient: 'self', lastFour: A.atena.slice(-4), reason: 'recipient-verified' },
    press: (page) => page.click('#print-letter', { timeout: 2_000 }),
    finish: takePaper,
    count: () => papers,
  },
  send: {
    url: letterOf,
    answer: { recipient: 'self', lastFour: A.atena.slice(-4), reason: 'recipient-verified' },
    press: (page) => page.click('#dispatch-letter', { timeout: 2_000 }),
    finish: async () => undefined,
    count: ({ town }) => town.city.store.letters.length,
  },
  phone: {
    url: ({ town }) => `${town.city.urls.seiho}cases/${X.caseNumber}`,
    answer: { caller: 'self', reason: 'recipient-verified' },
    press: (page) => page.click('#open-call-log', { timeout: 2_000 }),
    finish: saveCallLog,
    count: ({ town }) => town.city.store.callLogs.length,
  },
};

function letterOf({ town }: Scene): string {
  return `${town.city.urls.saiken}debts/${debtOfA}/letter`;
}

/** Takes a paper when the sheets are open; a locked page is left alone, for a print asks anew. */
async function takePaper(page: Page): Promise<void> {
  if (!(await isPaperFree(page))) return;
  const paper = await printToText(page);
  if (paper.includes('催告書')) papers += 1;
  else if (!paper.includes(NOTICE)) throw new Error(`expected a letter or a notice: ${paper}`);
}

/** True when a print would carry the page now. Reads the style of print media; spends no print. */
export async function isPaperFree(page: Page): Promise<boolean> {
  await page.emulateMedia({ media: 'print' });
  try {
    return await page.evaluate(
      // Another look of the test at the same page may have ended the emulation just now.
      () =>
        getComputedStyle(document.body).display !== 'none' && window.matchMedia('print').matches,
    );
  } finally {
    await page.emulateMedia({ media: null });
  }
}

async function saveCallLog(page: Page): Promise<void> {
  if (await page.isHidden('#call-form')) return;
  const quick = { timeout: 2_000 };
  await page.selectOption('#call-form [name="callerType"]', '本人', quick);
  await page.fill('#call-form textarea', '制度の説明', quick);
  await page.click('#call-form button.main', quick);
}

/** The frame of a question that stands in the page, drawn or not. */
export function questionOf(page: Page): Frame | undefined {
  return page.frames().find((frame) => frame.url().includes('/confirm.html#'));
}

/**
 * Gives the answer as the page of the question does, without waiting for its buttons to be seen.
 * False when it released nothing.
 */
export async function answerAtOnce(question: Frame, answer: Answer): Promise<boolean> {
  return question.evaluate(sendAnswer, answer).catch(() => false);
}

/** Waits until a page asks, and answers at once. */
export async function answerWhenAsked(page: Page, answer: Answer): Promise<boolean> {
  return answerAtOnce(await findQuestion(page), answer);
}

/** Fills in and presses like a person: the page of the question itself then sends the answer. */
export function answerByHand(page: Page, filling: Filling): Promise<void> {
  return answerQuestion(page, filling);
}

/** Runs in the frame of the question. */
async function sendAnswer(answer: Answer): Promise<boolean> {
  const nonce = location.hash.slice(1);
  const { runtime } = Reflect.get(globalThis, 'chrome') as {
    runtime: { sendMessage(message: unknown): Promise<Reply | undefined> };
  };
  const message = { type: 'answerQuestion', input: { nonce, answer } };
  return (await runtime.sendMessage(message))?.value?.outcome === 'release';
}

type Reply = { readonly value?: { readonly outcome?: string } };
