/** What a press can lead away, or do. */
const LEADS = 'a,area,button,[type=submit],[type=image],[type=button]';

function leads(node: EventTarget): boolean {
  return node instanceof Element && node.matches(LEADS);
}

/**
 * Holds what a hand presses before the guard knows the page, and has it done once it does: until then the
 * rules of the network alone would answer, and ask about records that are clear. A page's own scripts
 * are not held: many lead on while they load.
 */
export class EarlyPress {
  readonly #press: (target: Element, event: MouseEvent) => void;
  #held: (() => void) | undefined;
  #isOver = false;

  /** `press` does a press as the hand did it; it is heard like any other. */
  constructor(press: (target: Element, event: MouseEvent) => void) {
    this.#press = press;
  }

  /** True when the press is held; further ones are dropped meanwhile, as double clicks are. */
  hold(event: MouseEvent, target: Element): boolean {
    if (this.#isOver || !event.isTrusted || !event.composedPath().some(leads)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#held ??= () => this.#press(target, event);
    return true;
  }

  /** The guard knows the page, or that nobody tells. */
  end(): void {
    const held = this.#held;
    this.#isOver = true;
    this.#held = undefined;
    held?.();
  }
}
