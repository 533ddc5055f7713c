import type { Act } from '../domain/act.ts';
import type { ActRule, ActTrigger, SiteProfile } from '../domain/site-profile.ts';
import type { GuardTexts } from './guard-ports.ts';

/** A guarded act that an event starts. */
export type TriggeredAct = {
  readonly act: Act;
  readonly name: string;
  /** A PDF of the server, which opens in a new tab: the worker must let that tab in first. */
  readonly opensFile?: boolean;
};

/** Finds the guarded act behind an event; one per profile. */
export type ActFinder = {
  readonly ofClick: (path: readonly EventTarget[]) => TriggeredAct | undefined;
  readonly ofSubmit: (form: Element) => TriggeredAct | undefined;
  readonly ofFocus: (path: readonly EventTarget[]) => TriggeredAct | undefined;
  readonly ofKey: (event: KeyboardEvent) => TriggeredAct | undefined;
  readonly print: TriggeredAct;
};

/** Builds the look-up of a profile; without one only the acts of every page are known. */
export function findActs(profile: SiteProfile | undefined, texts: GuardTexts): ActFinder {
  const rules = profile?.acts ?? [];
  const print = { act: 'print', name: texts.print } as const;
  return {
    print: { act: 'print', name: rules.find((rule) => rule.act === 'print')?.name ?? texts.print },
    ofClick: (path) => ofPath(rules, 'click', path) ?? ofLink(path, texts),
    ofSubmit: (form) => ofPath(rules, 'submit', [form]),
    ofFocus: (path) => ofPath(rules, 'focus', path),
    ofKey: (event) => ofKey(rules, event) ?? (isPrintKey(event) ? print : undefined),
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

function actOf(rule: ActRule): TriggeredAct {
  const opensFile = rule.requests.some((request) => request.pdfOnly);
  return { act: rule.act, name: rule.name, ...(opensFile && { opensFile }) };
}

function hits(trigger: ActTrigger, path: readonly EventTarget[]): boolean {
  if (trigger.on === 'key') return false;
  const { selector } = trigger;
  return path.some((target) => target instanceof Element && target.matches(selector));
}

const LINK_ACTS = {
  'tel:': ['phone', 'phone'],
  'callto:': ['phone', 'phone'],
  'sms:': ['send', 'shortMessage'],
  'mailto:': ['send', 'mail'],
} as const;

/** Links that leave the browser are acts on every page of a profile. */
function ofLink(path: readonly EventTarget[], texts: GuardTexts): TriggeredAct | undefined {
  const link = path.find((target) => target instanceof Element && target.matches('a[href],area'));
  const protocol = link instanceof HTMLAnchorElement ? link.protocol : '';
  if (!isLinkProtocol(protocol)) return undefined;
  const [act, text] = LINK_ACTS[protocol];
  return { act, name: texts[text] };
}

function isLinkProtocol(protocol: string): protocol is keyof typeof LINK_ACTS {
  return protocol in LINK_ACTS;
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
