import type { Page } from 'playwright-core';
import type { Scene } from '../../tests/support/open-scene.ts';

/** What a step of the tour works with. */
export type TourDesk = {
  readonly scene: Scene;
  /** Tells the reader one thing that was seen to happen. */
  readonly say: (text: string) => void;
  readonly shoot: (page: Page, name: string) => Promise<void>;
};

/** One step of the tour. It throws when what it shows is not so. */
export type TourStep = {
  readonly title: string;
  readonly run: (desk: TourDesk) => Promise<void>;
};

/** Ends the tour when something is not as it is about to be told. */
export function expectThat(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`tour: expected that ${what}`);
}
