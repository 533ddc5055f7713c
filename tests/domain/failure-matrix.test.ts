import { describe, expect, test } from 'vitest';
import { ACTS, isAtLeast } from '../../utils/domain/act.ts';
import { CORE_ACT_TABLE } from '../../utils/domain/act-table.ts';
import { assess } from '../../utils/domain/assess.ts';
import { decideDemand } from '../../utils/domain/decide-demand.ts';
import { FAILURE_CODES } from '../../utils/domain/failure.ts';
import { FAILURE_MATRIX } from '../../utils/domain/failure-matrix.ts';
import { SITUATIONS } from '../../utils/domain/situation.ts';

/** As if a municipality's table, or a bug, asked for nothing. */
const ASKS_NOTHING = Object.fromEntries(
  SITUATIONS.map((situation) => [situation, Object.fromEntries(ACTS.map((act) => [act, 'allow']))]),
) as typeof CORE_ACT_TABLE;

describe.each(FAILURE_CODES)('%s', (code) => {
  const assessment = assess({ sightings: [], doubts: [code] }, 20_000);

  test('is never clear, and is named to staff', () => {
    expect(assessment.headline).toBe('cannot-tell');
    expect(assessment.doubts).toEqual([code]);
  });

  test.each(ACTS)('%s needs what its row says, whatever the table says', (act) => {
    const need = FAILURE_MATRIX[code].needs[act];
    expect(decideDemand(assessment, act, ASKS_NOTHING)).toBe(need);
    expect(isAtLeast(decideDemand(assessment, act, CORE_ACT_TABLE), need)).toBe(true);
  });
});
