import type { FailureCode } from '../../domain/failure.ts';
import type { Pulled } from '../../domain/pulled-rows.ts';
import type { TabView } from '../../domain/tab-view.ts';
import type { BannerTools, GuardPorts } from '../guard-ports.ts';
import { QuestionFrame } from './question-frame.ts';
import { prepareRevival } from './revival.ts';
import { UiHost } from './ui-host.ts';
import { withDoubt } from './with-doubt.ts';

const BANNER_CSS = ':host{inset:0 0 auto 0!important}';

/**
 * What the top document of a tab shows: the banner and the question. Nothing of it is in the page
 * while there is nothing to say.
 */
export class GuardScreen {
  readonly #ports: GuardPorts;
  readonly #banner: UiHost;
  readonly #question: QuestionFrame;
  readonly #revive: () => void;
  #view: TabView | undefined;
  #doubt: FailureCode | undefined;
  #onReveal: (() => void) | undefined;
  #pulled: BannerTools['pulled'];

  constructor(ports: GuardPorts) {
    const { window, signal } = ports;
    this.#ports = ports;
    this.#banner = new UiHost({
      window,
      signal,
      name: ports.randomName(),
      css: BANNER_CSS,
      isTopmost: true,
    });
    this.#question = new QuestionFrame({
      window,
      signal,
      name: ports.randomName(),
      title: ports.texts.questionTitle,
      url: ports.questionUrl,
      onBesieged: (nonce) => this.#moveQuestion(nonce),
    });
    this.#revive = prepareRevival({ window, signal, url: ports.revivalUrl });
    window.addEventListener('load', () => this.#draw(), { once: true, signal });
  }

  showView(view: TabView): void {
    this.#view = view;
    this.#doubt = undefined;
    // Of another list, or of rows that were ticked again: nothing of it holds any more.
    if (isOver(this.#pulled, view)) this.#pulled = undefined;
    this.#draw();
  }

  /** The worker cannot be asked: says so, until it speaks again. */
  showDoubt(doubt: FailureCode): void {
    this.#doubt = doubt;
    this.#draw();
  }

  clearDoubt(): void {
    if (this.#doubt === undefined) return;
    this.#doubt = undefined;
    this.#draw();
  }

  /** What 引き抜き did, in this frame or in others. */
  showPull(pulled: Pulled): void {
    this.#pulled = pulled;
    this.#draw();
  }

  /** Offers 「住所等を表示する」 while fields are blurred. */
  setReveal(onReveal: (() => void) | undefined): void {
    if (onReveal === this.#onReveal) return;
    this.#onReveal = onReveal;
    this.#draw();
  }

  showQuestion(nonce: string): void {
    if (!this.#hasRoom()) {
      this.#moveQuestion(nonce);
      return;
    }
    this.#question.show(nonce);
    this.#draw();
  }

  closeQuestion(nonce: string): void {
    this.#question.close(nonce);
    this.#draw();
  }

  /** A picture has no room for HTML. */
  #hasRoom(): boolean {
    const { document, SVGElement } = this.#ports.window;
    return !(document.documentElement instanceof SVGElement);
  }

  /** An extension window is out of the page's reach; the tab stays locked (SECURITY.md T37). */
  #moveQuestion(nonce: string): void {
    this.#ports.worker.moveQuestion({ nonce }).then(
      () => this.closeQuestion(nonce),
      () => this.#fail(),
    );
  }

  #pull(): void {
    this.#pulled = 'running';
    this.#draw();
    this.#ports.worker.pullRows({}).catch(() => {
      this.#pulled = undefined;
      this.#fail();
    });
  }

  #fail(): void {
    this.showDoubt('worker-unreachable');
  }

  /** An update or a reload has cut the guard off, and no other has relieved it. */
  cutOff(): void {
    this.#revive();
    // Its frame is as dead as the copy that it came from.
    this.#question.drop();
    // A page that nobody watches has no view.
    if (this.#view) this.#fail();
  }

  isAsking(): boolean {
    return this.#question.isOpen();
  }

  /** Puts everything back after `document.open()`. */
  restore(): void {
    this.#banner.restore();
    this.#question.restore();
  }

  #draw(): void {
    if (!this.#hasRoom()) return;
    const view = this.#doubt ? withDoubt(this.#view, this.#doubt) : this.#view;
    const isQuiet = view?.mode === 'shadow' || view?.assessment.headline === 'clear';
    // The question says everything the banner says, and nothing may lie over it.
    // A frame that loads holds up the `load` event of a page that is not through yet.
    const isLoaded = this.#ports.window.document.readyState === 'complete';
    const isEnforced = view?.mode === 'enforce' && !isQuiet;
    this.#question.prepare(isEnforced && isLoaded && !view.isUpdateWaiting);
    if (!view || isQuiet || this.isAsking()) {
      this.#banner.hide();
      return;
    }
    this.#ports.renderBanner(this.#banner.root, view, {
      onReveal: this.#onReveal,
      onPull: () => this.#pull(),
      onPullList: () => void this.#ports.worker.openPullList({}).catch(() => this.#fail()),
      pulled: this.#pulled,
    });
    this.#banner.show();
  }
}

function isOver(pulled: BannerTools['pulled'], { rows }: TabView): boolean {
  if (pulled === undefined || pulled === 'running') return false;
  return pulled.rows.filter(({ isOut }) => isOut).length !== rows?.leftOut;
}
