import type { Deed, HeldAct } from './held-act.ts';
import type { TriggeredAct } from './triggered-act.ts';

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

export type PassEvent = {
  readonly isByHand: boolean;
  /** The page goes to another address, whether that could be done again (a link) or not (a post). */
  readonly isLeaving: boolean;
  readonly deed: Deed;
};

type Ticket = {
  readonly held: HeldAct;
  readonly expiresAtMs: number;
  /** True while the freed act itself has not come yet, only what opens it. */
  isOpen: boolean;
  /** What passed goes to another page in a moment: that is no second event. */
  isLeaving?: boolean;
  /** A click on a link and the leaving that it leads to are one event. */
  link?: string | undefined;
};

const PASS_MS = 120_000;

/** Opens the pass of one document. `now` is any clock in milliseconds. */
export function openPass(now: () => number): Pass {
  let isReplaying = false;
  let ticket: Ticket | undefined;

  function covers(act: TriggeredAct, event: PassEvent): boolean {
    if (isReplaying) {
      if (ticket && isWhole(event)) ticket.isOpen = ticket.isLeaving = false;
      return true;
    }
    if (ticket?.link !== undefined && ticket.link === act.link) {
      ticket.link = undefined;
      return true;
    }
    if (!ticket || ticket.expiresAtMs <= now() || ticket.held.act !== act.act) return false;
    return followUp(ticket, act, event);
  }

  function during(held: HeldAct, run: () => boolean): boolean {
    isReplaying = true;
    // Printing and dialling end the act; anything else may still lead to it.
    const isLeaving = held.isDirect === true;
    const isOpen = held.deed.by !== 'print' && held.link === undefined && !isLeaving;
    ticket = { held, expiresAtMs: now() + PASS_MS, isOpen, isLeaving };
    try {
      return run();
    } finally {
      isReplaying = false;
    }
  }

  return { covers, during };
}

/** An act that is done when its event has come: no other one leads to it. */
function isWhole({ isLeaving, deed }: PassEvent): boolean {
  return isLeaving || deed.by === 'copy';
}

/**
 * A script goes on with the freed act, once. A second press of a hand is a second act, but for one
 * that could not be done for it.
 */
function followUp(ticket: Ticket, act: TriggeredAct, event: PassEvent): boolean {
  const { by } = ticket.held.deed;
  const isLeaving = event.isLeaving && ticket.isLeaving === true;
  if (isLeaving) ticket.isLeaving = false;
  if (isLeaving || !ticket.isOpen) return isLeaving;
  if (by === 'focus') return coversForm(ticket, act, event);
  if (event.isByHand && by !== 'again' && by !== 'copy') return false;
  ticket.isOpen = false;
  ticket.isLeaving = !event.isLeaving;
  if (event.deed.by === 'click') ticket.link = act.link;
  return true;
}

/** Fields of the opened form stay open; saving it ends the act. */
function coversForm(ticket: Ticket, act: TriggeredAct, event: PassEvent): boolean {
  if (ticket.held.name !== act.name) return false;
  if (event.deed.by === 'focus') return true;
  ticket.isOpen = false;
  ticket.isLeaving = !event.isLeaving;
  return true;
}
