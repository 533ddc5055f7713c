import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { answerQuestion, cancelQuestion, type Filling } from './answer-question.ts';
import { findQuestion, hasNoQuestion } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

const CONFIRMED_MS = 1_000;

/** Presses a key at the question and waits until it is closed: no key ever passes. */
export async function stopByKey(page: Page, key: 'Enter' | 'Escape' | 'Space'): Promise<void> {
  const question = await findQuestion(page);
  await question.waitForSelector('[data-cancel]:focus');
  const pressed = page.keyboard.press(key).catch(() => undefined);
  await waitUntil(() => hasNoQuestion(page), `the question to close on ${key}`);
  // The frame goes at the key's way down: there may be nobody left to confirm its way up.
  await Promise.race([pressed, sleep(CONFIRMED_MS)]);
}

/** Gives an answer that must stop, reads why, and goes back. */
export async function stopByAnswer(page: Page, filling: Filling): Promise<string> {
  await answerQuestion(page, filling);
  const question = await findQuestion(page);
  await question.waitForSelector('text=中止しました');
  const text = await question.locator('body').innerText();
  await goBack(page);
  return text;
}

/** 中止, until the question is gone. */
export async function goBack(page: Page): Promise<void> {
  await cancelQuestion(page);
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
}
