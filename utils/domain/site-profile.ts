import * as v from 'valibot';
import { ACTS } from './act.ts';
import { type IdentifierKind, parseIdentifierKind } from './identifier.ts';

/**
 * Site profile, version 1 (DESIGN.md §10): how to read one business system and which of its
 * controls and requests are guarded acts. Signed with the feed; parsed once, at the edge.
 */
export type SiteProfile = v.InferOutput<typeof SITE_PROFILE>;
export type IdentifierRule = SiteProfile['identifiers'][number];
export type ActRule = SiteProfile['acts'][number];
export type ActTrigger = ActRule['triggers'][number];
export type RequestPattern = ActRule['requests'][number];

const SELECTOR = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500));
const LABEL = v.pipe(v.string(), v.nonEmpty(), v.maxLength(60));
const KIND = v.pipe(
  v.string(),
  v.check((value) => parseIdentifierKind(value) !== undefined, 'unknown identifier kind'),
  v.transform((value) => value as IdentifierKind),
);

/** Where an identifier found by this rule stands, when it is outside a list row. */
const PLACE = v.picklist(['subject', 'recipient', 'destination', 'body']);

/** One way to recognise an identifier: by labels near the value, or by a selector for the value. */
const IDENTIFIER_RULE = v.strictObject({
  kind: KIND,
  /** Texts beside the value: same cell, row header, column header, dt, label, preceding text. */
  labels: v.optional(v.array(LABEL), []),
  /** CSS selector of the element, control or cell that holds the value and nothing else. */
  selector: v.optional(SELECTOR),
  /** Reads this attribute of the selected element instead of its text or value. */
  attribute: v.optional(v.pipe(v.string(), v.regex(/^(title|alt|aria-label|data-[a-z0-9-]+)$/))),
  /** Allowed number of digits after normalising, inclusive. */
  digits: v.optional(v.strictObject({ min: v.number(), max: v.number() })),
  place: v.optional(PLACE, 'body'),
});

const TRIGGER = v.variant('on', [
  v.strictObject({ on: v.literal('click'), selector: SELECTOR }),
  v.strictObject({ on: v.literal('submit'), selector: SELECTOR }),
  v.strictObject({ on: v.literal('focus'), selector: SELECTOR }),
  /** A key with modifiers, as `Control+F8` or `F8`. */
  v.strictObject({ on: v.literal('key'), key: v.pipe(v.string(), v.maxLength(30)) }),
]);

/** A request that carries an act out. `url` is a pattern of the browser's rule engine (urlFilter). */
const REQUEST = v.strictObject({
  url: v.pipe(v.string(), v.nonEmpty(), v.maxLength(500), v.regex(/^[\x21-\x7e]+$/)),
  methods: v.optional(v.array(v.picklist(['get', 'post', 'put', 'patch', 'delete'])), []),
  /** True when only responses of type application/pdf are meant. */
  pdfOnly: v.optional(v.boolean(), false),
  /** True when it opens a tab of its own, so that a release lets it into any tab. PDFs always do. */
  newTab: v.optional(v.boolean()),
});

const ACT_RULE = v.strictObject({
  act: v.picklist(ACTS),
  /** Short name of the act as staff know it, e.g. 「催告書の印刷」. */
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)),
  triggers: v.optional(v.array(TRIGGER), []),
  requests: v.optional(v.array(REQUEST), []),
  /**
   * Which rows of a list the act carries out: every one on the page, or those whose box is ticked.
   * Only a `ticked` act can leave flagged rows out (引き抜き); a print of the page never does.
   */
  rows: v.optional(v.picklist(['all', 'ticked']), 'all'),
  /** Element that says, in the page's own words, who receives this act: an office, a number. */
  recipient: v.optional(v.strictObject({ selector: SELECTOR })),
  /** True where the recipient's whole number is typed again, not its last four digits (FAX). */
  repeatsNumber: v.optional(v.boolean(), false),
  /** At least this much on a flagged view, whatever the act table says. */
  demand: v.optional(v.picklist(['confirm', 'approve'])),
});

const SITE_PROFILE = v.strictObject({
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(60)),
  system: v.picklist(['welfare', 'tax', 'debt', 'other']),
  /** Match patterns of the browser, e.g. `http://zeimu.kakuu.example/*`. */
  match: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/*]+(:\d+)?\/.*$/))),
    v.minLength(1),
  ),
  identifiers: v.array(IDENTIFIER_RULE),
  /** Element that shows, in the page's own words, whose record is open (name or heading). */
  subject: v.optional(v.strictObject({ selector: SELECTOR })),
  /** Selectors of list rows: `tr`, `[role=row]`, … An identifier inside one is a row sighting. */
  rows: v.optional(v.array(SELECTOR), []),
  acts: v.optional(v.array(ACT_RULE), []),
  /** Elements whose text stays blurred on a flagged record until acknowledged. */
  blur: v.optional(v.array(SELECTOR), []),
  /** Paths on which the profile cannot read the page (canvas, images): always 照合できません. */
  uncovered: v.optional(v.array(v.pipe(v.string(), v.startsWith('/'))), []),
  mode: v.optional(v.picklist(['shadow', 'warn', 'enforce']), 'enforce'),
});

/** Parses a site profile. Throws `ValiError` whose issues carry the path of the wrong field. */
export function parseSiteProfile(value: unknown): SiteProfile {
  return v.parse(SITE_PROFILE, value);
}
