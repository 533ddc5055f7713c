import * as v from 'valibot';
import { parseActTableOverrides } from './act-table.ts';
import { parseSiteProfile } from './site-profile.ts';

/**
 * Signed configuration: the TUF target `config.json` (DESIGN.md §9). Everything a municipality
 * decides besides the flags themselves.
 */
export type FeedConfig = v.InferOutput<typeof FEED_CONFIG>;

const CODE = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** A flag that was added on the telephone must not take longer (SCENARIOS.md 14). */
const MAX_WAIT_MINUTES = 60;

const FEED_CONFIG = v.strictObject({
  version: v.literal(1),
  locality: v.strictObject({
    municipalityCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    prefecture: v.string(),
    city: v.string(),
    areaCode: v.pipe(v.string(), v.regex(/^0\d{1,4}$/)),
  }),
  profiles: v.array(
    v.pipe(
      v.unknown(),
      v.transform((value) => parseSiteProfile(value)),
    ),
  ),
  actTable: v.optional(
    v.pipe(
      v.unknown(),
      v.transform((value) => parseActTableOverrides(value)),
    ),
    {},
  ),
  /** Shortest time between two contacts with the feed host, for a host that is slow or far away. */
  minWaitMinutes: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_WAIT_MINUTES)),
  ),
  guidance: v.array(v.strictObject({ code: CODE, text: v.pipe(v.string(), v.maxLength(400)) })),
  sections: v.array(
    v.strictObject({
      code: CODE,
      name: v.pipe(v.string(), v.maxLength(60)),
      extension: v.pipe(v.string(), v.maxLength(20)),
    }),
  ),
});

/** Parses the signed configuration. Throws `ValiError` with the path of the wrong field. */
export function parseFeedConfig(value: unknown): FeedConfig {
  return v.parse(FEED_CONFIG, value);
}
