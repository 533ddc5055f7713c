import { numericKinds, readText } from '../domain/read-text.ts';
import type { ScreenAnswer, TextScreen } from '../domain/text-screen.ts';
import { type GuardSender, watchedBy } from './open-document.ts';
import type { Ports } from './ports.ts';

/**
 * Tells which texts of a list may not be called clear. Nothing is kept of what is asked: the guard
 * reads those itself and reports them.
 */
export async function screenTexts(
  ports: Ports,
  sender: GuardSender,
  { groups }: TextScreen,
): Promise<ScreenAnswer> {
  const { config, lookUp } = ports.source();
  const profile = config && watchedBy(config, sender)?.profile;
  const texts = groups.flatMap(({ rules, texts }) => texts.map((text) => ({ rules, text })));
  if (!config || !profile) return { unclear: [...texts.keys()] };
  const habits = { numericKinds: numericKinds(profile), locality: config.locality };
  const asked = texts.flatMap(({ rules, text }, index) =>
    readText({ rules, text, reads: 'text' }, habits).flatMap(({ forms }) =>
      forms.map((form) => ({ index, form })),
    ),
  );
  const verdicts = await lookUp(asked.map(({ form }) => form));
  const unclear = asked.flatMap(({ index }, at) =>
    verdicts[at]?.verdict.status === 'clear' ? [] : [index],
  );
  return { unclear: [...new Set(unclear)] };
}
