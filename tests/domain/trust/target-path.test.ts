import { expect, test } from 'vitest';
import { targetPath } from '../../../utils/domain/trust/target-path.ts';

test.each([
  ['flags.bin', 'targets/ab.flags.bin'],
  ['deltas/3-4.bin', 'targets/deltas/ab.3-4.bin'],
  ['epochs/e2/deltas/3-4.bin', 'targets/epochs/e2/deltas/ab.3-4.bin'],
])('the hash precedes the last part of %s', (name, path) => {
  expect(targetPath(name, 'ab')).toBe(path);
});
