import type { TriggeredAct } from './act-trigger.ts';
import type { Deed, HeldAct } from './held-act.ts';

/**
 * Lets one answered act through all the events that it is made of. A click becomes a submit, a
 * script prints after a fetch, a contact log is focused field by field and then saved: these are
 * one act and one question (DESIGN.md §2, promise 6).
 */
export type Pass = {
  /** True when this event belongs to the act that was freed. */
  readonly covers: (act: TriggeredAct, event: PassEvent) => boolean;
  /** Runs a replay; everything it starts in the same turn passes. */
  readonly during: (held: HeldAct, run: () => boolean) => boolean;
};

export type PassEvent = { readonly isByHand: boolean; readonly deed: Deed };

type Ticket = {
  readonly held: HeldAct;
  readonly expiresAtMs: number;
  /** True while the freed act itself has not come yet, only what opens it. */
  isOpen: boolean;
};

const PASS_MS = 120_000;

/** Opens the pass of one document. `now` is any clock in milliseconds. */
export function openPass(now: () => number): Pass {
  let isReplaying = false;
  let ticket: Ticket | undefined;

  function covers(act: TriggeredAct, event: PassEvent): boolean {
    if (isReplaying) return true;
    const isValid = ticket?.isOpen === true && ticket.expiresAtMs > now();
    if (!ticket || !isValid || ticket.held.act !== act.act) return false;
    return ticket.held.deed.by === 'focus'
      ? coversForm(ticket, act, event)
      : followUp(ticket, event);
  }

  function during(held: HeldAct, run: () => boolean): boolean {
    isReplaying = true;
    // Printing itself ends the act; anything else may still lead to it.
    ticket = { held, expiresAtMs: now() + PASS_MS, isOpen: held.deed.by !== 'print' };
    try {
      return run();
    } finally {
      isReplaying = false;
    }
  }

  return { covers, during };
}

/** A script goes on with the freed act, once. A second press of a hand is a second act. */
function followUp(ticket: Ticket, event: PassEvent): boolean {
  if (event.isByHand) return false;
  ticket.isOpen = false;
  return true;
}

/** Fields of the opened form stay open; saving it ends the act. */
function coversForm(ticket: Ticket, act: TriggeredAct, event: PassEvent): boolean {
  if (ticket.held.name !== act.name) return false;
  if (event.deed.by !== 'focus') ticket.isOpen = false;
  return true;
}
