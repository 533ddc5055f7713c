import type { Frame, Page } from 'playwright-core';
import type { AnswerReason, Caller, Recipient } from '../../utils/domain/question.ts';
import { findQuestion } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/** What a clerk fills in. */
export type Filling = {
  readonly recipient?: Recipient;
  readonly caller?: Caller;
  readonly lastFour?: string;
  readonly reason?: AnswerReason;
  readonly approver?: {
    readonly staffId: string;
    readonly recipient?: Recipient;
    readonly caller?: Caller;
  };
};

/** Fills the question in and presses the go button, step by step, as staff would. */
export async function answerQuestion(page: Page, filling: Filling): Promise<void> {
  const question = await findQuestion(page);
  await fillFirst(question, filling);
  await pressGo(question);
  if (!filling.approver) return;
  const { staffId, recipient, caller } = filling.approver;
  await question.fill('[data-field="approverId"] input', staffId);
  if (recipient) await question.check(`[name="approverRecipient"][value="${recipient}"]`);
  if (caller) await question.check(`[name="approverCaller"][value="${caller}"]`);
  await pressGo(question);
}

/**
 * Presses the go button until it takes the press: the page takes no decision before its buttons
 * have been in sight for 800 ms (SECURITY.md T39).
 */
async function pressGo(question: Frame): Promise<void> {
  const go = await question.waitForSelector('[data-go][aria-disabled="false"]');
  const isReady = () =>
    go.evaluate((button) => button.isConnected && button.getAttribute('aria-disabled') === 'false');
  // A frame that is gone took the press: it closes with the answer.
  const isTaken = async () => !(await isReady().catch(() => false));
  await waitUntil(async () => {
    await question.page().waitForTimeout(200);
    if (await isTaken()) return true;
    await go.click({ timeout: 1_000 }).catch(() => undefined);
    return isTaken();
  }, 'the go button to take the press');
}

async function fillFirst(question: Frame, filling: Filling): Promise<void> {
  const { recipient, caller, lastFour, reason } = filling;
  if (recipient) await question.check(`[name="recipient"][value="${recipient}"]`);
  if (caller) await question.check(`[name="caller"][value="${caller}"]`);
  if (lastFour) await question.fill('[data-field="lastFour"] input', lastFour);
  if (reason) await question.selectOption('[data-field="reason"] select', reason);
}

/** The whole text of the question as staff read it. */
export async function readQuestionText(page: Page): Promise<string> {
  const question = await findQuestion(page);
  return question.locator('body').innerText();
}

/** 中止, or the way back. */
export async function cancelQuestion(page: Page): Promise<void> {
  const question = await findQuestion(page);
  await question.click('[data-cancel]');
}
