import type { Frame, Page } from 'playwright-core';
import type { AnswerReason, Caller, Recipient } from '../../utils/domain/question.ts';
import { findQuestion } from './open-scene.ts';

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
  await question.click('[data-go]');
  if (!filling.approver) return;
  const { staffId, recipient, caller } = filling.approver;
  await question.fill('[data-field="approverId"] input', staffId);
  if (recipient) await question.check(`[name="approverRecipient"][value="${recipient}"]`);
  if (caller) await question.check(`[name="approverCaller"][value="${caller}"]`);
  await question.click('[data-go][aria-disabled="false"]');
}

async function fillFirst(question: Frame, filling: Filling): Promise<void> {
  const { recipient, caller, lastFour, reason } = filling;
  if (recipient) await question.check(`[name="recipient"][value="${recipient}"]`);
  if (caller) await question.check(`[name="caller"][value="${caller}"]`);
  if (lastFour) await question.fill('[data-field="lastFour"] input', lastFour);
  if (reason) await question.selectOption('[data-field="reason"] select', reason);
  // The page takes no decision before it has been in sight for 800 ms (SECURITY.md T39).
  await question.waitForTimeout(900);
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
