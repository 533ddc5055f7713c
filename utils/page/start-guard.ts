import { Guard } from './guard.ts';
import type { GuardHandlers, GuardPorts } from './guard-ports.ts';

/** Starts guarding a document, and gives the handlers for what the worker says. */
export function startGuard(ports: GuardPorts): GuardHandlers {
  const guard = new Guard(ports);
  return {
    showView: (view) => guard.screen?.showView(view),
    showQuestion: ({ nonce }) => guard.showQuestion(nonce),
    closeQuestion: ({ nonce }) => guard.closeQuestion(nonce),
    release: ({ requestId }) => guard.acts.release(requestId),
    withdraw: ({ requestId }) => guard.acts.withdraw(requestId),
    // A print between opening and release would be a second one.
    setLock: ({ isLocked, requestId }) =>
      (isLocked || !guard.acts.holds(requestId)) && guard.setLock(isLocked, requestId),
    isThere: () => undefined,
    reportAgain: () => guard.reportAgain(),
    keepHeld: ({ requestIds }) => guard.acts.keepHeld(requestIds),
    showPull: (pulled) => guard.screen?.showPull(pulled),
    pullRows: () => guard.rows.pull(),
    listRows: async () => guard.rows.list(),
  };
}
