import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planScripts, type SiteScript } from '../../utils/background/plan-scripts.ts';

const NOTHING = { update: [], register: [], unregister: [] };

const scripts = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('hooks', 'guard', 'veil'),
    matches: fc.uniqueArray(fc.constantFrom('http://a/*', 'http://b/*', 'http://c:8080/*')),
  }),
  { selector: ({ id }) => id },
);

test('the same scripts in any order leave the registration alone', () => {
  const shuffled = scripts.chain((wanted) =>
    fc.tuple(fc.constant(wanted), fc.shuffledSubarray(wanted, { minLength: wanted.length })),
  );
  fc.assert(
    fc.property(shuffled, ([wanted, present]) => {
      const turned = present.map(({ id, matches }) => ({ id, matches: matches.toReversed() }));
      expect(planScripts(turned, wanted)).toEqual(NOTHING);
    }),
  );
});

test('a script that is wanted before and after is never taken away', () => {
  fc.assert(
    fc.property(scripts, scripts, (present, wanted) => {
      const { unregister } = planScripts(present, wanted);
      expect(unregister.filter((id) => wanted.some((script) => script.id === id))).toEqual([]);
    }),
  );
});

test('carrying the plan out gives exactly the wanted scripts', () => {
  fc.assert(
    fc.property(scripts, scripts, (present, wanted) => {
      const { update, register, unregister } = planScripts(present, wanted);
      const after = new Map<string, SiteScript>(present.map((script) => [script.id, script]));
      for (const script of [...update, ...register]) after.set(script.id, script);
      for (const id of unregister) after.delete(id);
      expect(planScripts([...after.values()], wanted)).toEqual(NOTHING);
      expect(register.filter(({ id }) => present.some((script) => script.id === id))).toEqual([]);
    }),
  );
});
