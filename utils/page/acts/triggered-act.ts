import type { Act } from '../../domain/act.ts';
import type { ActRule } from '../../domain/site-profile.ts';

/** A guarded act that an event starts. */
export type TriggeredAct = {
  readonly act: Act;
  readonly name: string;
  /** A PDF of the server, which opens in a new tab: the worker must let that tab in first. */
  readonly opensFile?: boolean;
  /** Found by where it leads: nothing follows it but the leaving itself. */
  readonly isDirect?: boolean;
  /** Leads out of the browser (`tel:`), to a number that may stand nowhere on the page. */
  readonly link?: string;
  /** Takes rows of a list, of those that are not drawn too. */
  readonly isBulk?: boolean;
};

/** The act of a rule of the profile. */
export function actOf(rule: ActRule): TriggeredAct {
  const opensFile = rule.requests.some(({ pdfOnly, newTab }) => pdfOnly || newTab);
  const isBulk = rule.rows === 'ticked' || rule.act === 'export';
  return {
    act: rule.act,
    name: rule.name,
    ...(opensFile && { opensFile }),
    ...(isBulk && { isBulk }),
  };
}
