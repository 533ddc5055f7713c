import { cityConfig } from '../../demo/city/source/city-config.ts';
import { CITY_LOCALITY } from '../../demo/city/source/locality.ts';
import { type City, cityUrls, type SystemId } from '../../demo/city/start-city.ts';
import { parseFeedConfig } from '../../utils/domain/feed-config.ts';
import { openScanner } from '../../utils/page/read/scanner.ts';
import { askCity } from './city-client.ts';

/** The site profiles of the three systems, as the extension gets them. */
export const CITY_PROFILES = parseFeedConfig(cityConfig(cityUrls(8123), CITY_LOCALITY)).profiles;

/** Puts a screen of the city into the test document and reads it: `place kind value`. */
export async function readScreen(
  city: City,
  id: SystemId,
  path: string,
): Promise<readonly string[]> {
  const { text } = await askCity(city, id, path);
  const body = text.replace(/<link[^>]*>|<script[^>]*>[\s\S]*?<\/script>/g, '');
  document.body.innerHTML = body.slice(body.indexOf('<body'));
  return readDocument(id);
}

/** What the extension's own scanner reads on the document now: `place kind value`. */
export function readDocument(id: SystemId): readonly string[] {
  const profile = CITY_PROFILES.find((one) => one.id === id);
  if (!profile) throw new Error(`expected a profile ${id}`);
  const scanner = openScanner({
    profile,
    locality: CITY_LOCALITY,
    openRoot: (element) => element.shadowRoot,
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.run(() => false);
  return [...scanner.index.all()].flatMap(({ place, forms }) =>
    forms.map((form) => `${place} ${form.kind} ${form.value}`),
  );
}

/** The test document knows `rows` of tables only; browsers know those of `thead` and `tbody` too. */
export function completeTestDocument(): void {
  for (const name of ['thead', 'tbody']) {
    Object.defineProperty(Object.getPrototypeOf(document.createElement(name)), 'rows', {
      configurable: true,
      get(this: Element) {
        return this.querySelectorAll(':scope > tr');
      },
    });
  }
}
