import type { DocumentSetup } from '../domain/view-report.ts';
import { ActGuard } from './acts/act-guard.ts';
import { findActs } from './acts/act-trigger.ts';
import { composeActRequest, isClearFor } from './acts/compose-act-request.ts';
import { type HookChannel, openHookChannel } from './acts/hook-channel.ts';
import type { TriggeredAct } from './acts/triggered-act.ts';
import { DocumentOpener } from './document-opener.ts';
import type { GuardPorts } from './guard-ports.ts';
import { guardPrint, type PrintGuard } from './print/print-guard.ts';
import { PrintPermit } from './print/print-permit.ts';
import { openRowDesk, type RowDesk } from './rows/row-desk.ts';
import { CoveredFields } from './screen/covered-fields.ts';
import { GuardScreen } from './screen/guard-screen.ts';
import { watchCutOff } from './watch-cut-off.ts';
import { type WatchedDocument, watchDocument } from './watched-document.ts';

/**
 * Guards one document: reads it, reports it, shows what the worker says, and holds guarded acts.
 * It starts locked and stays locked until the worker has said *clear* about everything on it.
 *
 *   locked ─openDocument─▶ no profile ─▶ off: locks lifted, nothing watched
 *     ▲                 └▶ profile ─▶ read ─report─▶ clear ⇄ not clear
 *     └──────── worker gone: stays locked, banner says so, tries again
 */
export class Guard {
  readonly screen: GuardScreen | undefined;
  readonly acts: ActGuard;
  readonly rows: RowDesk;
  readonly #ports: GuardPorts;
  readonly #print: PrintGuard;
  readonly #fields: CoveredFields;
  readonly #opener: DocumentOpener;
  readonly #channel: HookChannel;
  #finder;
  #watched: WatchedDocument | undefined;
  #watching = new AbortController();
  #isOff = false;
  readonly #permit = new PrintPermit(() => this.#watched);

  constructor(ports: GuardPorts) {
    const { window, signal, texts } = ports;
    this.#ports = ports;
    this.#finder = findActs(undefined, texts);
    this.#print = this.#guardPrint();
    this.acts = this.#guardActs();
    this.#channel = openHookChannel(
      window,
      signal,
      (act) => this.#isOff || this.acts.mayScriptGoOn(act),
    );
    this.screen = window === window.top ? new GuardScreen(ports) : undefined;
    this.rows = openRowDesk(
      ports,
      () => this.#watched,
      () => this.screen?.isAsking() ?? false,
    );
    this.#fields = new CoveredFields({
      window,
      signal,
      onOffer: (onReveal) => this.screen?.setReveal(onReveal),
    });
    this.#opener = new DocumentOpener({
      window,
      signal,
      worker: ports.worker,
      onSetup: (setup) => this.#begin(setup),
      onUnreachable: () => this.#unreachable(),
    });
    this.#opener.open();
    watchCutOff(ports, () => this.#cutOff());
  }

  showQuestion(nonce: string): void {
    this.screen?.showQuestion(nonce);
    this.rows.draw();
  }

  closeQuestion(nonce: string): void {
    this.screen?.closeQuestion(nonce);
    this.rows.draw();
  }

  setLock(isLocked: boolean, requestId?: string): void {
    this.#permit.setLock(isLocked, requestId);
    this.#print.update();
  }

  reportAgain(): void {
    if (this.#watched) this.#watched.reporter.again();
    else this.#opener.open();
  }

  #guardPrint(): PrintGuard {
    return guardPrint({
      ...this.#ports,
      notice: this.#ports.texts.notPrinted,
      read: () => this.#watched?.readChanges(this.#permit.requestId !== undefined),
      isAllowed: () => this.#isOff || this.#permit.isGiven(),
      onBlocked: () => this.acts.askAfterPrint(),
      onPassed: () => this.#permit.requestId && this.#report(this.#permit.requestId, 'done'),
      onEnd: (requestId) => this.#report(requestId, 'done'),
    });
  }

  #guardActs(): ActGuard {
    return new ActGuard({
      ...this.#ports,
      acts: () => this.#finder,
      isOff: () => this.#isOff,
      isClear: (act) => {
        this.#watched?.readChanges(false);
        return this.#isOff || isClearFor(this.#watched, act);
      },
      ofSelection: (event) => (this.#watched ?? this.#finder).selectedAct(event),
      isHolding: () => !this.#watched?.isWatchOnly,
      contentHash: () => this.#watched?.contentHash() ?? '',
      ask: (act) => this.#ask(act),
      onUnreachable: () => this.#unreachable(),
      clickInPage: (target) => this.#channel.click(target),
      onReplay: (held, requestId) => held.act === 'print' && this.#print.release(requestId),
      // A print is over when the browser says so, not when the click that started it returns.
      onOutcome: (held, requestId, outcome) =>
        (held.act !== 'print' || outcome === 'abandoned') && this.#report(requestId, outcome),
    });
  }

  async #ask(act: TriggeredAct) {
    await this.#opener.whenReady(async () => {
      this.#watched?.watcher.flush();
      await this.#watched?.reporter.ready();
    });
    return this.#ports.worker.requestAct(composeActRequest(act, this.#watched));
  }

  #report(requestId: string, outcome: 'done' | 'abandoned'): void {
    this.#permit.end();
    // Lost for good: the worker closes what is open itself, by its own clock.
    this.#ports.worker.reportOutcome({ requestId, outcome }).catch(() => this.#unreachable());
  }

  #unreachable(): void {
    if (!this.#isOff) this.screen?.showDoubt('worker-unreachable');
    this.acts.begin();
  }

  /** Nobody tells anew what was clear: it is locked like all else, and nothing waits for an answer. */
  #cutOff(): void {
    this.#permit.setLock(true, undefined);
    this.acts.drop();
    this.#print.update();
    this.screen?.cutOff();
  }

  #begin(setup: DocumentSetup): void {
    this.#watching.abort();
    this.#watching = new AbortController();
    this.screen?.clearDoubt();
    this.#finder = findActs(setup.profile, this.#ports.texts);
    // A worker without configuration cannot say that nobody watches this page.
    this.#isOff = !setup.profile && setup.doubts.length === 0;
    if (setup.profile || this.#isOff) this.#fields.cover(setup);
    this.#watched = this.#watch(setup);
    // A pop-up is written before the worker has answered, and nobody saw its listeners go.
    this.#rearm();
    this.#print.update();
    if (!this.#watched) this.acts.begin();
  }

  #watch({ profile, locality }: DocumentSetup): WatchedDocument | undefined {
    if (!profile || !locality) return undefined;
    return watchDocument({
      ports: this.#ports,
      profile,
      locality,
      signal: AbortSignal.any([this.#ports.signal, this.#watching.signal]),
      onSettled: () => this.#settled(),
      onAnswer: () => this.#answered(),
      onUnreachable: () => this.#unreachable(),
      onRewritten: () => this.#rearm(),
      onRestored: () => this.#opener.open(),
    });
  }

  #settled(): void {
    this.#opener.openIfMoved();
    this.rows.draw();
    this.#print.update();
  }

  #answered(): void {
    this.screen?.clearDoubt();
    if (this.#watched) this.#fields.update(this.#watched);
    this.#settled();
    this.acts.begin();
  }

  /** `document.open()` threw away every listener and every element of ours (SECURITY.md F2). */
  #rearm(): void {
    this.#print.arm();
    this.#fields.ensure();
    this.acts.arm();
    this.#watched?.watcher.arm();
    this.#channel.arm();
    this.rows.restore();
    this.screen?.restore();
  }
}
