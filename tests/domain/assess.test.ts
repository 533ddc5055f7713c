import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTS, isAtLeast } from '../../utils/domain/act.ts';
import { CORE_ACT_TABLE, mergeActTable } from '../../utils/domain/act-table.ts';
import { assess } from '../../utils/domain/assess.ts';
import { type Flag, ROLES, STATES } from '../../utils/domain/case.ts';
import { decideDemand } from '../../utils/domain/decide-demand.ts';
import { FAILURE_CODES } from '../../utils/domain/failure.ts';
import { CORE_KINDS } from '../../utils/domain/identifier.ts';
import { PLACES, type Sighting, type View } from '../../utils/domain/situation.ts';

const TODAY = 20_000;

function flag(role: Flag['role'], overrides: Partial<Flag> = {}): Flag {
  return {
    caseRef: '00000000000000k1',
    role,
    state: 'active',
    severity: 1,
    guidance: 0,
    section: 0,
    version: 1,
    ...overrides,
  };
}

function sighting(kind: Sighting['kind'], place: Sighting['place'], ...flags: Flag[]): Sighting {
  return {
    kind,
    place,
    verdict: flags.length > 0 ? { status: 'flagged', flags } : { status: 'clear' },
  };
}

function headline(...sightings: Sighting[]) {
  return assess({ sightings, doubts: [] }, TODAY).headline;
}

describe('what a view means', () => {
  const guarded = flag('protected');
  const counterpart = flag('counterpart');
  const related = flag('related');
  const other = flag('counterpart', { caseRef: '00000000000000k2' });

  test.each([
    ['no identifier at all is clear', [], 'clear'],
    ['clear identifiers are clear', [sighting('atena', 'subject')], 'clear'],
    ['the record of a protected person', [sighting('atena', 'subject', guarded)], 'protected'],
    [
      'a jointly protected child',
      [sighting('atena', 'subject', flag('co-protected'))],
      'protected',
    ],
    ['the record of the other party', [sighting('atena', 'subject', counterpart)], 'counterpart'],
    ['a related record', [sighting('debt', 'subject', related)], 'related'],
    [
      'flagged rows of a list',
      [sighting('atena', 'row', guarded), sighting('atena', 'row', counterpart)],
      'batch',
    ],
    [
      'flagged rows that the act leaves out',
      [sighting('atena', 'pulled-row', guarded), sighting('address', 'pulled-row', counterpart)],
      'pulled-out',
    ],
    [
      'one flagged row beside those left out',
      [sighting('atena', 'pulled-row', guarded), sighting('atena', 'row', counterpart)],
      'batch',
    ],
    [
      'both sides of one case',
      [sighting('atena', 'subject', guarded), sighting('atena', 'body', counterpart)],
      'both-sides',
    ],
    [
      'sides of two different cases do not meet',
      [sighting('atena', 'subject', guarded), sighting('atena', 'body', other)],
      'protected',
    ],
    [
      '二宮: a protected address on a related record',
      [sighting('atena', 'subject', related), sighting('address', 'form', guarded)],
      'both-sides',
    ],
    [
      'a related record beside a protected number is no meeting of sides',
      [sighting('atena', 'subject', related), sighting('atena', 'body', guarded)],
      'protected',
    ],
    [
      '熊本: payer is the other party, destination is protected',
      [sighting('atena', 'recipient', counterpart), sighting('address', 'destination', guarded)],
      'reaches-counterpart',
    ],
    [
      '千葉: destination is the address of the other party',
      [sighting('atena', 'subject', guarded), sighting('address', 'destination', counterpart)],
      'reaches-counterpart',
    ],
  ] as const)('%s', (_title, sightings, expected) => {
    expect(headline(...sightings)).toBe(expected);
  });

  test('a flag whose end day has passed still protects and says so', () => {
    const overdue = flag('protected', { endDay: TODAY - 1 });
    const assessment = assess(
      { sightings: [sighting('atena', 'subject', overdue)], doubts: [] },
      TODAY,
    );
    expect(assessment.headline).toBe('protected');
    expect(assessment.reasons.map((reason) => reason.code)).toContain('period-over');
  });

  test('only an end record ends a flag', () => {
    expect(headline(sighting('atena', 'subject', flag('protected', { state: 'ended' })))).toBe(
      'clear',
    );
  });

  test('an unknown verdict is never clear and keeps its cause', () => {
    const unknown: Sighting = {
      kind: 'atena',
      place: 'subject',
      verdict: { status: 'unknown', reason: 'cache-stale' },
    };
    const assessment = assess({ sightings: [unknown], doubts: [] }, TODAY);
    expect(assessment.headline).toBe('cannot-tell');
    expect(assessment.doubts).toEqual(['cache-stale']);
  });

  test('staleness does not hide a flag', () => {
    const view: View = {
      sightings: [sighting('atena', 'subject', guarded)],
      doubts: ['cache-stale'],
    };
    expect(assess(view, TODAY).headline).toBe('protected');
    expect(assess(view, TODAY).situations).toContain('cannot-tell');
  });
});

const arbitraryFlag: fc.Arbitrary<Flag> = fc.record(
  {
    caseRef: fc.constantFrom('00000000000000k1', '00000000000000k2'),
    role: fc.constantFrom(...ROLES),
    state: fc.constantFrom(...STATES),
    severity: fc.constantFrom(0, 1, 2, 3),
    guidance: fc.nat(9),
    section: fc.nat(9),
    version: fc.nat(9),
    endDay: fc.integer({ min: TODAY - 3, max: TODAY + 3 }),
  },
  { requiredKeys: ['caseRef', 'role', 'state', 'severity', 'guidance', 'section', 'version'] },
);

const arbitrarySighting: fc.Arbitrary<Sighting> = fc.record({
  kind: fc.constantFrom(...CORE_KINDS),
  place: fc.constantFrom(...PLACES),
  verdict: fc.oneof(
    fc.constant({ status: 'clear' } as const),
    fc
      .array(arbitraryFlag, { minLength: 1, maxLength: 3 })
      .map((flags) => ({ status: 'flagged', flags }) as const),
    fc.constantFrom(...FAILURE_CODES).map((reason) => ({ status: 'unknown', reason }) as const),
  ),
});

const arbitraryView: fc.Arbitrary<View> = fc.record({
  sightings: fc.array(arbitrarySighting, { maxLength: 6 }),
  doubts: fc.array(fc.constantFrom(...FAILURE_CODES), { maxLength: 2 }),
});

function isNeverLowered(before: View, after: View): boolean {
  return ACTS.every((act) =>
    isAtLeast(
      decideDemand(assess(after, TODAY), act, CORE_ACT_TABLE),
      decideDemand(assess(before, TODAY), act, CORE_ACT_TABLE),
    ),
  );
}

describe('adding to a view never lowers what an act needs', () => {
  test('one more sighting', () => {
    fc.assert(
      fc.property(arbitraryView, arbitrarySighting, (view, extra) =>
        isNeverLowered(view, { ...view, sightings: [...view.sightings, extra] }),
      ),
      { numRuns: 2_000 },
    );
  });

  test('one more flag on an identifier that is flagged or clear', () => {
    fc.assert(
      fc.property(arbitraryView, arbitraryFlag, fc.nat(5), (view, extra, at) => {
        const sightings = view.sightings.map((seen, index) => {
          if (index !== at || seen.verdict.status === 'unknown') return seen;
          const flags = seen.verdict.status === 'flagged' ? seen.verdict.flags : [];
          return { ...seen, verdict: { status: 'flagged' as const, flags: [...flags, extra] } };
        });
        return isNeverLowered(view, { ...view, sightings });
      }),
      { numRuns: 2_000 },
    );
  });

  test('one more doubt, or a clear identifier that can no longer be told', () => {
    fc.assert(
      fc.property(arbitraryView, fc.constantFrom(...FAILURE_CODES), (view, reason) => {
        const sightings = view.sightings.map((seen) =>
          seen.verdict.status === 'clear'
            ? { ...seen, verdict: { status: 'unknown' as const, reason } }
            : seen,
        );
        return (
          isNeverLowered(view, { ...view, doubts: [...view.doubts, reason] }) &&
          isNeverLowered(view, { ...view, sightings })
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the act table of a municipality', () => {
  test('a stricter cell counts', () => {
    expect(mergeActTable({ counterpart: { phone: 'approve' } }).counterpart.phone).toBe('approve');
  });

  test('a weaker cell changes nothing', () => {
    expect(mergeActTable({ 'reaches-counterpart': { print: 'confirm' } })).toEqual(CORE_ACT_TABLE);
  });
});
