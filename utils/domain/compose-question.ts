import type { Act, Demand } from './act.ts';
import type { Flag } from './case.ts';
import type { FeedConfig } from './feed-config.ts';
import type { Question } from './question.ts';
import type { Assessment, View } from './situation.ts';

/** What a question is made from. */
export type QuestionInput = {
  readonly nonce: string;
  readonly act: Act;
  readonly actName: string;
  readonly subjectLabel: string;
  readonly recipientLabel?: string | undefined;
  readonly systemName: string;
  readonly demand: Exclude<Demand, 'allow'>;
  readonly assessment: Assessment;
  readonly advice: Advice;
  readonly dataAgeMs?: number | undefined;
  readonly counterMode: boolean;
  readonly asksDigits: boolean;
  readonly mustRepeat: boolean;
  readonly digitCount?: number | undefined;
  readonly operatorLabel: string;
  readonly pullCount?: number | undefined;
  readonly readRowCount?: number | undefined;
  readonly expiresAtMs: number;
};

/** Composes the question that the confirm frame shows. */
export function composeQuestion({
  assessment,
  advice,
  dataAgeMs,
  mustRepeat,
  ...input
}: QuestionInput): Question {
  return {
    ...input,
    situation: assessment.headline,
    reasons: assessment.reasons,
    doubts: assessment.doubts,
    guidance: advice.guidance,
    contact: shownContact(advice.contact, input.counterMode),
    ...(mustRepeat ? { mustRepeat } : {}),
    ...(dataAgeMs === undefined ? {} : { dataAgeMs }),
  };
}

/** The section's name alone may tell a visitor what it is about: its number is enough (scenario 23). */
export function shownContact(contact: string, isCounterMode: boolean): string {
  return isCounterMode ? contact.slice(contact.lastIndexOf(' ') + 1) : contact;
}

/** What to tell staff about the flags of a view. */
export type Advice = { readonly guidance: readonly string[]; readonly contact: string };

/** Collects guidance texts and the section to ask, strictest flag first, without duplicates. */
export function collectAdvice(view: View, config: FeedConfig | undefined): Advice {
  const flags = view.sightings
    .flatMap((sighting) => (sighting.verdict.status === 'flagged' ? sighting.verdict.flags : []))
    .toSorted((a, b) => b.severity - a.severity);
  const texts = flags.flatMap((flag) => guidanceText(flag, config));
  return { guidance: [...new Set(texts)], contact: sectionText(flags, config) };
}

function guidanceText(flag: Flag, config: FeedConfig | undefined): readonly string[] {
  const entry = config?.guidance.find((guidance) => guidance.code === flag.guidance);
  return entry ? [entry.text] : [];
}

function sectionText(flags: readonly Flag[], config: FeedConfig | undefined): string {
  const section = flags
    .map((flag) => config?.sections.find((entry) => entry.code === flag.section))
    .find((entry) => entry !== undefined);
  return section ? `${section.name} 内線${section.extension}` : '';
}
