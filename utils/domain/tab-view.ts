import type { RowCounts } from './pulled-rows.ts';
import type { SiteProfile } from './site-profile.ts';
import type { Assessment } from './situation.ts';
import type { ShownNumber } from './view-report.ts';

/** The state of a tab as its top frame shows it. */
export type TabView = {
  readonly assessment: Assessment;
  readonly guidance: readonly string[];
  /** Section to ask and its extension number; empty when unknown. */
  readonly contact: string;
  readonly dataAgeMs?: number | undefined;
  readonly counterMode: boolean;
  readonly mode: SiteProfile['mode'];
  /** The browser has a newer release and puts it in place when no frame of ours waits for its turn. */
  readonly isUpdateWaiting?: boolean | undefined;
  /** Whose records are open, over all frames, without duplicates. */
  readonly subjects?: readonly ShownNumber[] | undefined;
  /** Who receives, pays or is called, likewise. */
  readonly recipients?: readonly ShownNumber[] | undefined;
  /** Flagged rows of lists with boxes, over all frames; absent when there are none. */
  readonly rows?: RowCounts | undefined;
};
