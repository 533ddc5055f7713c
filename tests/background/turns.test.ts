import { expect, test } from 'vitest';
import { makeTurns } from '../../utils/background/turns.ts';

/** A task that ends when it is told to. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}

test('tasks of one key follow each other in the order in which they came', async () => {
  const inTurn = makeTurns();
  const first = gate();
  const order: string[] = [];
  const one = inTurn('tab 1', async () => {
    await first.promise;
    order.push('one');
  });
  const two = inTurn('tab 1', async () => {
    order.push('two');
  });
  first.open();
  await Promise.all([one, two]);
  expect(order).toEqual(['one', 'two']);
});

test('tasks of other keys do not wait', async () => {
  const inTurn = makeTurns();
  const never = gate();
  const blocked = inTurn('tab 1', () => never.promise);
  expect(await inTurn('tab 2', async () => 'free')).toBe('free');
  never.open();
  await blocked;
});

test('a task that fails is told to its caller and keeps nobody from the next turn', async () => {
  const inTurn = makeTurns();
  const failed = inTurn('tab 1', () => Promise.reject(new Error('gone')));
  const next = inTurn('tab 1', async () => 'next');
  await expect(failed).rejects.toThrow('gone');
  expect(await next).toBe('next');
});
