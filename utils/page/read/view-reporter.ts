import type { SiteProfile } from '../../domain/site-profile.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { ViewReport } from '../../domain/view-report.ts';
import type { GuardWindow, GuardWorker } from '../guard-ports.ts';
import { retryOnce } from '../retry-once.ts';
import { findNamed } from './find-named.ts';
import { isPicturePage } from './picture-page.ts';
import type { Scanner } from './scanner.ts';
import { screenList } from './screen-list.ts';

export type ViewReporterOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly worker: Pick<GuardWorker, 'reportView' | 'screenTexts'>;
  readonly scanner: Scanner;
  readonly profile: SiteProfile;
  readonly onAnswer: () => void;
  readonly onUnreachable: () => void;
};

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/**
 * Tells the worker what stands on the page, and keeps its answer. One report at a time. Nothing is
 * clear before the first answer, and nothing is clear that came after the last one.
 */
export class ViewReporter {
  readonly #options: ViewReporterOptions;
  readonly #verdicts = new Map<string, Verdict>();
  /** The epoch that the verdicts are of; what is clear in it is not asked again. */
  #verdictEpoch = -1;
  #answered: string | undefined;
  #epoch = 0;
  #isTabClear = false;
  /** The tab turned clear while an answer was on its way, which may be the older word. */
  #isToldClear = false;
  #flight: Promise<void> | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(options: ViewReporterOptions) {
    this.#options = options;
  }

  /** The page was read: reports when an identifier came or went. */
  update(): void {
    if (!this.isCurrent() && !this.#options.signal.aborted) {
      this.#start().catch(() => this.#retryLater());
    }
  }

  /** Reports whatever happened: the data changed. */
  again(): void {
    this.#epoch += 1;
    this.#options.scanner.index.screen.again();
    this.update();
  }

  /** Resolves when the newest view is answered; rejects when the worker cannot be reached. */
  async ready(): Promise<void> {
    if (!this.isCurrent()) await this.#start();
  }

  /** True when the last answer was that the whole tab is clear; something newer may stand on it. */
  mayBeClear(): boolean {
    return this.#isTabClear;
  }

  /** True when the newest view is answered, and the whole tab is known clear. */
  isClear(): boolean {
    return this.#isTabClear && this.isCurrent() && !this.#options.scanner.isPending();
  }

  /** True when nothing came to the page since the last answer. */
  isCurrent(): boolean {
    return this.#answered === this.#state() && !this.#options.scanner.index.screen.isWaiting();
  }

  /** Names the view that was answered; undefined while something newer stands on the page. */
  answeredView(): number | undefined {
    return this.isCurrent() ? this.standingView() : undefined;
  }

  /**
   * Names what stands on the page, answered or not; undefined while it is being read. A view that is
   * asked about anew stays open: the print of the page around it comes at once.
   */
  standingView(): number | undefined {
    const { scanner } = this.#options;
    return scanner.isPending() ? undefined : scanner.index.version();
  }

  /** True when some identifier is flagged. */
  hasFlagged(): boolean {
    return [...this.#verdicts.values()].some(({ status }) => status === 'flagged');
  }

  /** True when this reading is clear, here or, under the last answer, at another place of the page. */
  isKnownClear(key: string): boolean {
    const verdict = this.#verdicts.get(key);
    if (verdict) return verdict.status === 'clear';
    const reading = readingOf(key);
    return [...this.#verdicts].some(
      ([other, { status }]) => status === 'clear' && readingOf(other) === reading,
    );
  }

  verdictOf(key: string): Verdict | undefined {
    return this.#verdicts.get(key);
  }

  /** The worker says that the tab is not clear any more. */
  withdrawClear(): void {
    this.#isTabClear = false;
  }

  /** The worker says that the tab turned clear, or is open for a print: only a report tells. */
  hearClear(): void {
    if (this.#isTabClear) return;
    if (this.#flight !== undefined) this.#isToldClear = true;
    else this.again();
  }

  /** Names what a report was about: the identifiers on the page and the worker's data. */
  #state(): string {
    return `${this.#epoch}.${this.#options.scanner.index.version()}`;
  }

  #start(): Promise<void> {
    this.#flight ??= this.#report().finally(() => {
      this.#flight = undefined;
    });
    return this.#flight;
  }

  /** One report in flight; what changed meanwhile makes the next one. */
  async #report(): Promise<void> {
    do {
      await screenList(this.#options, () => this.#epoch);
      await this.#send();
    } while (!this.isCurrent() && !this.#options.signal.aborted);
    if (!this.#options.signal.aborted) this.#options.onAnswer();
  }

  async #send(): Promise<void> {
    const { scanner, worker, profile, window } = this.#options;
    const asked = this.#state();
    const epoch = this.#epoch;
    const { candidates, keys } = scanner.index.list((key) => !this.#isAnsweredClear(key));
    // The worker knows its own doubts at every moment; those of the opening may be over by now.
    const contentHash = scanner.contentHash();
    const named = findNamed(profile, scanner.index.all());
    const isUnreadable = isXml(window.document) || isPicturePage(window);
    const doubts: ViewReport['doubts'] = isUnreadable ? ['site-unreadable'] : [];
    const report = { candidates, contentHash, doubts, ...named };
    const answer = await retryOnce(() => worker.reportView(report));
    this.#keep(epoch, new Map(answer.verdicts.map(({ id, verdict }) => [keys[id] ?? '', verdict])));
    this.#isTabClear = answer.isClear;
    this.#answered = asked;
    if (this.#isToldClear && !answer.isClear) this.#epoch += 1;
    this.#isToldClear = false;
    this.#retryMs = FIRST_RETRY_MS;
  }

  /** Nothing clear is asked twice: the cost of a report is that of the change. */
  #isAnsweredClear(key: string): boolean {
    return this.#verdictEpoch === this.#epoch && this.#verdicts.get(key)?.status === 'clear';
  }

  /** Keeps verdicts of what stands on the page, and of nothing else. */
  #keep(epoch: number, verdicts: ReadonlyMap<string, Verdict>): void {
    const { index } = this.#options.scanner;
    const isOther = epoch !== this.#verdictEpoch;
    for (const key of this.#verdicts.keys()) {
      if (isOther || !index.has(key)) this.#verdicts.delete(key);
    }
    for (const [key, verdict] of verdicts) this.#verdicts.set(key, verdict);
    this.#verdictEpoch = epoch;
  }

  #retryLater(): void {
    if (this.#options.signal.aborted) return;
    this.#options.onUnreachable();
    this.#options.window.setTimeout(() => this.again(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}

/** A key without the place (`found.ts`). */
function readingOf(key: string): string {
  return key.slice(key.indexOf('|') + 1);
}

/** In a document of XML (SVG, XHTML served as such) names of tags mean other things than we read. */
function isXml({ contentType }: Document): boolean {
  return contentType.endsWith('xml');
}
