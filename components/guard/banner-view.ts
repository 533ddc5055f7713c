import type { Assessment } from '../../utils/domain/situation.ts';

/** What the banner shows of a tab. */
export type BannerView = {
  readonly assessment: Assessment;
  readonly guidance: readonly string[];
  readonly contact: string;
  readonly dataAgeMs?: number | undefined;
  readonly counterMode: boolean;
};
