import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIFECYCLE_FAULTS, LIFECYCLE_MATRIX } from '../../utils/domain/lifecycle-faults.ts';
import { renderFailureTable, renderLifecycleTable } from '../support/render-failure-table.ts';
import { PROJECT_ROOT } from '../support/run-tool.ts';

const document = readFileSync(join(PROJECT_ROOT, 'docs', '障害時の動作.md'), 'utf8');

test.each([
  ['failures', renderFailureTable()],
  ['faults', renderLifecycleTable()],
])('the document says of %s what the matrix says', (_name, table) => {
  expect(document).toContain(table);
});

test.each(LIFECYCLE_FAULTS)('the tests that show %s are there', (fault) => {
  const { shownBy } = LIFECYCLE_MATRIX[fault];
  expect(shownBy).not.toEqual([]);
  for (const path of shownBy) {
    expect(existsSync(join(PROJECT_ROOT, 'tests', `${path}.test.ts`))).toBe(true);
  }
});
