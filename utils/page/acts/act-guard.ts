import type { ActReply } from '../../domain/act-request.ts';
import { QUESTION_LIFETIME_MS } from '../../domain/question.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { type ActEvents, listenForActs } from './act-events.ts';
import type { ActFinder } from './act-trigger.ts';
import { EarlyPress } from './early-press.ts';
import { type Deed, type HeldAct, replay } from './held-act.ts';
import type { ScriptAct } from './hook-channel.ts';
import { openPass } from './pass.ts';
import type { TriggeredAct } from './triggered-act.ts';

export type ActGuardOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly acts: () => ActFinder;
  /** True on a document that nobody watches. */
  readonly isOff: () => boolean;
  /** Reads what changed, then tells whether all that an act takes is known clear. Synchronous. */
  readonly isClear: (act?: TriggeredAct) => boolean;
  /** False while a profile only watches (`shadow`, `warn`): the act is recorded and goes on. */
  readonly isHolding: () => boolean;
  /** What a copy, cut or drag would carry away. */
  readonly ofSelection: (event: Event) => TriggeredAct | undefined;
  /** Digest of what is on screen; the answer is about this and nothing else. */
  readonly contentHash: () => string;
  /** Asks the worker, after it has seen the newest view. Rejects when it cannot be reached. */
  readonly ask: (act: TriggeredAct) => Promise<ActReply>;
  readonly onUnreachable: () => void;
  readonly clickInPage: (target: Element) => boolean;
  /** The act is about to happen: unlock what it needs. `requestId` is absent without a question. */
  readonly onReplay: (act: HeldAct, requestId: string | undefined) => void;
  readonly onOutcome: (act: HeldAct, requestId: string, outcome: 'done' | 'abandoned') => void;
};

type Waiting = {
  readonly requestId: string;
  readonly held: HeldAct;
  readonly contentHash: string;
};

/**
 * Stops guarded acts before the page sees them.
 *
 *   event ─▶ no guarded act, or the view is clear and no file opens elsewhere ─▶ untouched
 *     │
 *     ▼
 *   idle ─hold─▶ asking ─allow─▶ replay ─▶ idle
 *                  │ asked
 *                  ▼
 *                waiting ─release─▶ replay ─▶ idle
 *                  │  └ content changed ─▶ asking
 *                  └ withdraw | unknown to a new worker | question too old ─▶ idle
 *   asking ─ worker gone ─▶ idle (nothing done; the banner says why)
 *
 * While one act is held, further ones are dropped: double clicks do nothing.
 */
export class ActGuard {
  readonly #options: ActGuardOptions;
  readonly #pass;
  readonly #early: EarlyPress;
  readonly #events: ActEvents;
  #isAsking = false;
  #waiting: Waiting | undefined;
  #timer: number | undefined;

  constructor(options: ActGuardOptions) {
    this.#options = options;
    this.#pass = openPass(() => options.window.performance.now());
    const { window, clickInPage } = options;
    this.#early = new EarlyPress((target, event) =>
      replay({ by: 'click', target, event }, window, clickInPage),
    );
    this.#events = listenForActs({
      ...options,
      holdEarly: this.#early.hold.bind(this.#early),
      decide: this.#decide.bind(this),
    });
  }

  /** The page is known, or nobody tells: what was pressed before is done. */
  begin(): void {
    this.#early.end();
  }

  /** Sets the listeners, again after `document.open()`. */
  arm(): void {
    this.#events.arm();
  }

  /** Answers a script at once; false holds its act. */
  mayScriptGoOn(act: ScriptAct): boolean {
    const finder = this.#options.acts();
    if (act.type === 'print') return this.#decide(undefined, finder.print, { by: 'print' });
    if (act.type === 'copy') return this.#decide(undefined, finder.selectedAct(), { by: 'again' });
    if (act.type === 'open') {
      const { link } = act;
      const leaving = { url: link.href, download: null };
      return this.#decide(undefined, finder.ofLeaving(leaving), { by: 'open', link });
    }
    const { form } = act;
    return this.#decide(undefined, finder.ofSubmit(form), { by: 'script-submit', form });
  }

  /** A print that went past every hook was stopped on paper: asks now. */
  askAfterPrint(): void {
    this.#hold({ ...this.#options.acts().print, deed: { by: 'print' } });
  }

  /** Does the held act, once. */
  release(requestId: string): void {
    const taken = this.#take(requestId);
    if (!taken) return;
    // The answer was about what stood on screen when the question was put (SECURITY.md T52).
    const isSame = this.#options.contentHash() === taken.contentHash;
    const isDone = isSame && this.#perform(taken.held, requestId);
    this.#options.onOutcome(taken.held, requestId, isDone ? 'done' : 'abandoned');
    if (!isSame) this.#hold(taken.held);
  }

  /** Forgets the held act. */
  withdraw(requestId: string): void {
    this.#take(requestId);
  }

  /** Forgets whatever act is held. */
  drop(): void {
    if (this.#waiting) this.#take(this.#waiting.requestId);
  }

  /** True while the act of a request waits here for its release. */
  holds(requestId: string | undefined): boolean {
    return this.#waiting !== undefined && this.#waiting.requestId === requestId;
  }

  /** A new worker names what it knows of; an act that it does not know is not held any more. */
  keepHeld(requestIds: readonly string[]): void {
    const requestId = this.#waiting?.requestId;
    if (requestId !== undefined && !requestIds.includes(requestId)) this.withdraw(requestId);
  }

  /** True when the event may go on. Otherwise it is stopped, and the act is held. */
  #decide(event: Event | undefined, act: TriggeredAct | undefined, deed: Deed): boolean {
    const isLeaving = event?.type === 'navigate';
    const isByHand = event?.isTrusted === true && !isLeaving;
    const known = { isByHand, isLeaving, deed };
    if (!act || this.#options.isOff() || this.#pass.covers(act, known)) return true;
    // A new tab is denied by default: even on a clear view its file waits for the worker's passage.
    // The number of a link need not stand on the view: the worker looks it up first.
    if (this.#options.isClear(act) && !act.opensFile && act.link === undefined) return true;
    if (!this.#options.isHolding()) {
      this.#options.ask(act).catch(this.#options.onUnreachable);
      return true;
    }
    event?.preventDefault();
    event?.stopImmediatePropagation();
    this.#hold({ ...act, deed });
    return false;
  }

  #hold(held: HeldAct): void {
    if (this.#isAsking || this.#waiting) return;
    this.#isAsking = true;
    this.#options
      .ask(held)
      .then((reply) => this.#settle(held, reply), this.#options.onUnreachable)
      .finally(() => {
        this.#isAsking = false;
      });
  }

  #settle(held: HeldAct, reply: ActReply): void {
    if (reply.outcome === 'allow') {
      this.#perform(held, undefined);
      return;
    }
    // Taken now: a pop-up that prints while it is being written had nothing on screen before.
    const contentHash = this.#options.contentHash();
    this.#waiting = { requestId: reply.requestId, held, contentHash };
    this.#timer = this.#options.window.setTimeout(() => this.#expire(), QUESTION_LIFETIME_MS);
    if (reply.outcome === 'released') this.release(reply.requestId);
  }

  #perform(held: HeldAct, requestId: string | undefined): boolean {
    const { window, clickInPage } = this.#options;
    // A file that nobody was asked about needs no paper of this document.
    if (requestId !== undefined || !held.opensFile) this.#options.onReplay(held, requestId);
    return this.#pass.during(held, () => replay(held.deed, window, clickInPage));
  }

  #take(requestId: string): Waiting | undefined {
    if (this.#waiting?.requestId !== requestId) return undefined;
    const taken = this.#waiting;
    this.#options.window.clearTimeout(this.#timer);
    this.#waiting = undefined;
    return taken;
  }

  #expire(): void {
    const taken = this.#waiting && this.#take(this.#waiting.requestId);
    if (taken) this.#options.onOutcome(taken.held, taken.requestId, 'abandoned');
  }
}
