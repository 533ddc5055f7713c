import { controlText, type FormControl } from './block-text.ts';
import { textHash } from './text-hash.ts';

/** The form controls that were read, with the values that they had then. */
export class FormValues {
  readonly #known = new Map<FormControl, string>();

  keep(control: FormControl): void {
    this.#known.set(control, controlText(control));
  }

  /** Controls whose value a script has set since; no observer reports that. */
  takeChanged(): readonly FormControl[] {
    const changed: FormControl[] = [];
    for (const [control, known] of this.#known) {
      if (!control.isConnected) this.#known.delete(control);
      else if (controlText(control) !== known) changed.push(control);
    }
    for (const control of changed) this.keep(control);
    return changed;
  }

  hash(): number {
    return textHash([...this.#known.keys()].map(controlText).join('\n'));
  }
}
