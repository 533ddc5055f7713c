import { mayHoldNumber } from '../../domain/find-values.ts';
import type { GuardPorts, GuardTexts, GuardWindow } from '../guard-ports.ts';
import type { Found } from '../read/found.ts';
import type { Scanner } from '../read/scanner.ts';
import type { ViewReporter } from '../read/view-reporter.ts';
import type { TriggeredAct } from './triggered-act.ts';

type Around = {
  readonly ports: Pick<GuardPorts, 'window' | 'texts'>;
  readonly scanner: Scanner;
  readonly reporter: ViewReporter;
};

/** A word or two that touch no identifier may be taken from any record. */
const MAX_HARMLESS = 40;

/**
 * What a copy, cut or drag would carry away: nothing that needs asking, a telephone number, or a
 * part of the record. What a script puts into an empty selection cannot be known, so it is asked.
 */
export function findSelectedAct(event: Event, around: Around): TriggeredAct | undefined {
  const { scanner, reporter } = around;
  const { window, texts } = around.ports;
  const selected = readSelection(event, window);
  const touched = [...scanner.index.all()].filter(
    ({ key, element }) => !reporter.isKnownClear(key) && selected.touches(element),
  );
  // Rows of a list that the worker has not judged yet may hold anything.
  const isUnjudged = scanner.index.screen.waitingElements().some(selected.touches);
  if (isUnjudged) return copy(texts);
  if (touched.length > 0) return touched.every(isPhone) ? phone(texts) : copy(texts);
  const { text, isTyped } = selected;
  // What a script puts into a field to copy it was read nowhere, and may be any address.
  const isHarmless =
    text !== '' && text.length <= MAX_HARMLESS && !(isTyped && mayHoldNumber(text));
  return isHarmless || reporter.mayBeClear() ? undefined : copy(texts);
}

function copy(texts: GuardTexts): TriggeredAct {
  return { act: 'export', name: texts.copy };
}

function phone(texts: GuardTexts): TriggeredAct {
  return { act: 'phone', name: texts.copy };
}

function isPhone({ forms }: Found): boolean {
  return forms.every(({ kind }) => kind === 'phone');
}

type Selected = {
  readonly text: string;
  readonly isTyped: boolean;
  readonly touches: (element: Element) => boolean;
};

/** What is selected now, in the control or the text that the event is about. */
export function readSelection(event: Event, window: GuardWindow): Selected {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    const { value, selectionStart, selectionEnd } = target;
    const text = value.slice(selectionStart ?? 0, selectionEnd ?? undefined);
    return { text, isTyped: true, touches: (element) => element.contains(target) };
  }
  const selection = window.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const hasText = range?.collapsed === false;
  if (event.type === 'dragstart' && target instanceof Element && !hasText) {
    const touches = (element: Element) => target.contains(element) || element.contains(target);
    return { text: target.textContent ?? '', isTyped: false, touches };
  }
  return {
    text: selection?.toString() ?? '',
    isTyped: false,
    touches: (element) => hasText && range.intersectsNode(outermost(element)),
  };
}

/** The selection of a page stops at the host of a shadow root. */
function outermost(element: Element): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? outermost(root.host) : element;
}
