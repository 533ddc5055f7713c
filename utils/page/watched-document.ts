import { type Locality, shownForms } from '../domain/canonical-form.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import { findSelectedAct } from './acts/selected-act.ts';
import type { TriggeredAct } from './acts/triggered-act.ts';
import type { GuardPorts, GuardWindow } from './guard-ports.ts';
import { DomWatcher } from './read/dom-watcher.ts';
import type { Found } from './read/found.ts';
import { watchPicture } from './read/picture-page.ts';
import { openScanner, type Scanner } from './read/scanner.ts';
import { ViewReporter } from './read/view-reporter.ts';
import { type FlaggedList, openFlaggedList } from './rows/flagged-list.ts';
import { tickHash } from './rows/row-boxes.ts';

/** A document under a profile: what stands on it, and what the worker says of it. */
export type WatchedDocument = {
  readonly profile: SiteProfile;
  /** True for a profile that records and stops nothing (`shadow`, `warn`). */
  readonly isWatchOnly: boolean;
  readonly watcher: DomWatcher;
  readonly reporter: ViewReporter;
  /**
   * Reads what changed before an act is decided. A view that is not clear stays locked whatever came
   * to it, so there the slices go on reading; unless it is open for a print.
   */
  readonly readChanges: (isOpened: boolean) => void;
  readonly contentHash: () => string;
  /** List rows that hold a flagged identifier. */
  readonly flaggedRows: () => ReadonlySet<Element>;
  readonly list: FlaggedList;
  /** Changes when another record is open: the flagged identifiers as one text. */
  readonly flaggedKeys: () => string;
  readonly subjectLabel: () => string;
  /** The text or value of the first element of a selector. */
  readonly textOf: (selector: string) => string;
  /** The recipient's number, where the page shows one. */
  readonly recipientNumber: () => string | undefined;
  /** The numbers that a `tel:` or `sms:` link names. */
  readonly numbersOf: (link: string) => readonly Identifier[];
  /** What a copy, cut or drag would carry away. */
  readonly selectedAct: (event: Event) => TriggeredAct | undefined;
};

export type WatchedDocumentOptions = {
  readonly ports: GuardPorts;
  readonly signal: AbortSignal;
  readonly profile: SiteProfile;
  readonly locality: Locality;
  readonly onSettled: () => void;
  readonly onAnswer: () => void;
  readonly onUnreachable: () => void;
  readonly onRewritten: () => void;
  readonly onRestored: () => void;
};

const MAX_SUBJECT_LENGTH = 60;

/** Starts reading a document and reporting it. */
export function watchDocument(options: WatchedDocumentOptions): WatchedDocument {
  const { ports, profile } = options;
  const scanner: Scanner = openScanner({
    profile,
    locality: options.locality,
    openRoot: ports.openRoot,
    onRoot: (root) => watcher.observe(root),
  });
  const reporter = new ViewReporter({
    ...options,
    window: ports.window,
    worker: ports.worker,
    scanner,
  });
  const watcher = new DomWatcher({
    ...options,
    window: ports.window,
    scanner,
    onSettled: () => {
      lookForPicture();
      reporter.update();
      options.onSettled();
    },
  });
  watcher.rescan();

  const lookForPicture = watchPicture(ports.window, options.signal, () => reporter.again());
  const flagged = () => findFlagged(scanner, reporter);
  const flaggedRows = () => new Set(flagged().flatMap((found) => found.row ?? []));
  return {
    profile,
    isWatchOnly: profile.mode !== 'enforce',
    watcher,
    reporter,
    readChanges: (isOpened) => (isOpened || reporter.mayBeClear()) && watcher.flush(),
    contentHash: () => scanner.contentHash() + tickHash(ports.window.document),
    flaggedRows,
    list: openFlaggedList({ ...options, ...ports, all: () => scanner.index.all(), flaggedRows }),
    flaggedKeys: () => [...new Set(flagged().map((found) => found.key))].sort().join('\n'),
    subjectLabel: () => (profile.subject ? readText(ports.window, profile.subject.selector) : ''),
    textOf: (selector) => readText(ports.window, selector),
    recipientNumber: () => readRecipientNumber(scanner.index.all()),
    numbersOf: (link) => shownForms('phone', readNumber(link), options.locality),
    selectedAct: (event) => findSelectedAct(event, { ports, scanner, reporter }),
  };
}

/** The page is gone over only while something on it is flagged. */
function findFlagged({ index }: Scanner, reporter: ViewReporter): readonly Found[] {
  if (!reporter.hasFlagged()) return [];
  return [...index.all()].filter(({ key }) => reporter.verdictOf(key)?.status === 'flagged');
}

function readText(window: GuardWindow, selector: string): string {
  const element = window.document.querySelector(selector);
  if (!element) return '';
  const text = 'value' in element ? String(element.value) : (element.textContent ?? '');
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT_LENGTH);
}

function readRecipientNumber(all: Iterable<Found>): string | undefined {
  const numbers = [...all].filter(({ place, anchored }) => anchored && isReceiver(place));
  const shown = numbers.flatMap(({ forms }) => forms).filter(isNumber);
  return shown[0]?.value;
}

/** `tel:+81-246-22-7547;ext=1`, `callto://0246227547`, `sms:09000000000?body=…` */
function readNumber(link: string): string {
  return link.replace(/^\w+:(\/\/)?|[;?].*$/g, '');
}

function isReceiver(place: Found['place']): boolean {
  return place === 'recipient' || place === 'destination';
}

function isNumber({ kind, value }: Identifier): boolean {
  return kind !== 'address' && /\d{4}$/.test(value);
}
