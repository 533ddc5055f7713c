import { LOCK_PROBE_URL } from '../domain/lock-probe.ts';
import type { GuardWindow } from './guard-ports.ts';

/** A worker that is not there after this time does not come for a page that waits. */
const LONGEST_MS = 1_000;

/**
 * Lets no script of this document run before the network rules are closed for it. A tab that was
 * clear stays open in the rules until the worker hears of the navigation, and a worker that sleeps
 * hears late; the first line of a page would be quicker.
 *
 * The wait stands at the last moment, not at the first: before a parser runs a script it lets
 * observers speak (HTML, "perform a microtask checkpoint"), and one of them waits here, at the end of
 * the parser's first turn at the latest. A wait in front of that turn used the turn up, and a list
 * was laid out twice.
 *
 * A document without an address of its own was written by one that was judged, and waits for nobody.
 */
export function awaitLock(window: GuardWindow): void {
  const { document, location } = window;
  if (!location.protocol.startsWith('http')) return;
  const root = document.documentElement;
  // A parser of XML lets nobody speak, and a document that stands already has had its scripts.
  if (document.contentType !== 'text/html' || !root || root.firstChild) {
    waitUntilClosed(window);
    return;
  }
  const observer = new MutationObserver(() => {
    observer.disconnect();
    waitUntilClosed(window);
  });
  observer.observe(root, { childList: true });
}

/**
 * Scripts wait for nothing but a synchronous request, so this is one, to an address that no network
 * sees: with the worker awake the rules are closed already and the first answer comes in a few
 * milliseconds.
 */
function waitUntilClosed(window: GuardWindow): void {
  const deadlineMs = window.performance.now() + LONGEST_MS;
  while (isOpen(window) && window.performance.now() < deadlineMs);
}

function isOpen(window: GuardWindow): boolean {
  const request = new window.XMLHttpRequest();
  try {
    request.open('GET', LOCK_PROBE_URL, false);
    request.send();
    return true;
  } catch {
    // Blocked: closed. A page whose policy forbids such requests cannot be made to wait.
    return false;
  }
}
