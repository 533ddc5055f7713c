import type { ActRule, ActTrigger, SiteProfile } from '../../domain/site-profile.ts';
import type { GuardTexts } from '../guard-ports.ts';
import { findLeavingAct, type Leaving } from './leaving-act.ts';
import { actOf, type TriggeredAct } from './triggered-act.ts';

/** Finds the guarded act behind an event; one per profile. */
export type ActFinder = {
  readonly ofClick: (path: readonly EventTarget[]) => TriggeredAct | undefined;
  readonly ofSubmit: (form: Element, submitter?: Element | null) => TriggeredAct | undefined;
  readonly ofFocus: (path: readonly EventTarget[]) => TriggeredAct | undefined;
  readonly ofKey: (event: KeyboardEvent) => TriggeredAct | undefined;
  readonly ofLeaving: (leaving: Leaving) => TriggeredAct | undefined;
  readonly print: TriggeredAct;
  /** A copy of which nothing more is known. */
  readonly selectedAct: (event?: Event) => TriggeredAct;
};

/** Builds the look-up of a profile; without one only the acts of every page are known. */
export function findActs(profile: SiteProfile | undefined, texts: GuardTexts): ActFinder {
  const rules = profile?.acts ?? [];
  const print = { act: 'print', name: texts.print } as const;
  return {
    print: { act: 'print', name: rules.find(isOwnPrint)?.name ?? texts.print },
    selectedAct: () => ({ act: 'export', name: texts.copy }),
    // A call is one act, whatever else the profile calls the link: one answer, one dial.
    ofClick: (path) => {
      const leaving = ofLink(path, (link) => findLeavingAct(link, profile, texts));
      return leaving?.link === undefined ? (ofPath(rules, 'click', path) ?? leaving) : leaving;
    },
    ofSubmit: (form, submitter) =>
      ofPath(rules, 'submit', [form]) ??
      findLeavingAct(formTarget(form, submitter), profile, texts),
    ofFocus: (path) => ofPath(rules, 'focus', path),
    ofKey: (event) => ofKey(rules, event) ?? (isPrintKey(event) ? print : undefined),
    ofLeaving: (leaving) => findLeavingAct(leaving, profile, texts),
  };
}

function ofPath(
  rules: readonly ActRule[],
  on: 'click' | 'submit' | 'focus',
  path: readonly EventTarget[],
): TriggeredAct | undefined {
  const rule = rules.find((candidate) =>
    candidate.triggers.some((trigger) => trigger.on === on && hits(trigger, path)),
  );
  return rule && actOf(rule);
}

function hits(trigger: ActTrigger, path: readonly EventTarget[]): boolean {
  if (trigger.on === 'key') return false;
  const { selector } = trigger;
  return path.some((target) => target instanceof Element && target.matches(selector));
}

/** Links that leave the page are acts on every page of a profile. */
function ofLink(
  path: readonly EventTarget[],
  find: (leaving: Leaving) => TriggeredAct | undefined,
): TriggeredAct | undefined {
  const link = path.find((target) => target instanceof Element && target.matches(LINK));
  if (!(link instanceof HTMLAnchorElement || link instanceof HTMLAreaElement)) return undefined;
  // `href` of a link that leads nowhere is no address.
  if (!link.protocol.endsWith(':')) return undefined;
  return find({ url: link.href, download: link.hasAttribute('download') ? link.download : null });
}

const LINK = 'a[href],area[href]';

/**
 * Where a form leads, as far as it says so itself; its fields follow behind the `?`. They may bear
 * the names of its properties, hence the borrowed method.
 */
function formTarget(form: Element, submitter: Element | null | undefined): Leaving {
  const read = (name: string) =>
    submitter?.getAttribute(`form${name}`) ?? Element.prototype.getAttribute.call(form, name) ?? '';
  const method = /^post$/i.test(read('method')) ? 'post' : 'get';
  const url = new URL(read('action'), document.baseURI).href;
  return {
    url: method === 'get' ? url.replace(/(\?.*)?(#.*)?$/, '?') : url,
    download: null,
    method,
  };
}

/** The page's own print. A rule with requests is about a file of the server, and opens nothing here. */
function isOwnPrint({ act, requests }: ActRule): boolean {
  return act === 'print' && requests.length === 0;
}

function ofKey(rules: readonly ActRule[], event: KeyboardEvent): TriggeredAct | undefined {
  const pressed = keyName(event);
  const rule = rules.find((candidate) =>
    candidate.triggers.some((trigger) => trigger.on === 'key' && trigger.key === pressed),
  );
  return rule && actOf(rule);
}

/** A key with its modifiers in a fixed order, as profiles write it: `Control+Shift+F8`. */
function keyName(event: KeyboardEvent): string {
  const modifiers = [
    event.ctrlKey && 'Control',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Meta',
  ];
  return [...modifiers.filter((name) => name !== false), event.key].join('+');
}

/** Ctrl+P, ⌘+P, and with Shift the dialog of the system. */
export function isPrintKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'p';
}
