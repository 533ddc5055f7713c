import { matchesPattern } from './match-pattern.ts';
import type { SiteProfile } from './site-profile.ts';

/** Finds the profile that watches an address; the first one in the signed order wins. */
export function findProfile(
  profiles: readonly SiteProfile[],
  url: string,
): SiteProfile | undefined {
  return profiles.find((profile) => profile.match.some((pattern) => matchesPattern(pattern, url)));
}

/** True when the profile says that it cannot read this address (canvas, images). */
export function isUncovered(profile: SiteProfile, url: string): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return profile.uncovered.some((prefix) => path.startsWith(prefix));
}
