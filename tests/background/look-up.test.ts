import { describe, expect, test } from 'vitest';
import { openLookUp } from '../../utils/background/look-up.ts';
import { FAILURE_CODES } from '../../utils/domain/failure.ts';
import { atena, buildSnapshot, FLAG, SECRET } from '../support/feed-fixture.ts';

const FLAGGED = atena('000000000000101');
const OTHER = atena('000000000000102');

describe('verdicts', () => {
  test('a filed identifier is flagged and an unfiled one clear, in the order asked', async () => {
    const lookUp = await openLookUp({ snapshot: await buildSnapshot(), secret: SECRET });
    const verdicts = await lookUp.lookUp([OTHER, FLAGGED, OTHER], 'fresh');
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      { status: 'clear' },
      { status: 'flagged', flags: [FLAG] },
      { status: 'clear' },
    ]);
  });

  test.each(FAILURE_CODES)('with %s only a flag can be told', async (code) => {
    const lookUp = await openLookUp({ snapshot: await buildSnapshot(), secret: SECRET });
    const verdicts = await lookUp.lookUp([OTHER, FLAGGED], code);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      { status: 'unknown', reason: code },
      { status: 'flagged', flags: [FLAG] },
    ]);
  });

  test('what was clear a moment ago is not remembered as clear when the data is stale', async () => {
    const lookUp = await openLookUp({ snapshot: await buildSnapshot(), secret: SECRET });
    await lookUp.lookUp([OTHER], 'fresh');
    const [again] = await lookUp.lookUp([OTHER], 'cache-stale');
    expect(again?.verdict).toEqual({ status: 'unknown', reason: 'cache-stale' });
  });

  test('the same number of another kind is another identifier', async () => {
    const lookUp = await openLookUp({ snapshot: await buildSnapshot(), secret: SECRET });
    const [found] = await lookUp.lookUp([{ kind: 'household', value: FLAGGED.value }], 'fresh');
    expect(found?.verdict).toEqual({ status: 'clear' });
  });

  test('a record that does not open is unknown, never clear', async () => {
    const { header, records } = await buildSnapshot();
    for (let at = 16; at < 300; at += 47) {
      const broken = records.slice();
      broken[at] = (broken[at] ?? 0) ^ 1;
      const lookUp = await openLookUp({ snapshot: { header, records: broken }, secret: SECRET });
      const [found] = await lookUp.lookUp([FLAGGED], 'fresh');
      expect(found?.verdict).toEqual({ status: 'unknown', reason: 'cache-corrupt' });
    }
  });

  test('a thousand and more identifiers are answered rightly after the memory is full', async () => {
    const lookUp = await openLookUp({ snapshot: await buildSnapshot(), secret: SECRET });
    const many = Array.from({ length: 1_500 }, (_, index) => atena(`0000000009${10_000 + index}`));
    const clear = await lookUp.lookUp(many, 'fresh');
    expect(clear.every(({ verdict }) => verdict.status === 'clear')).toBe(true);
    const [found] = await lookUp.lookUp([FLAGGED], 'fresh');
    expect(found?.verdict.status).toBe('flagged');
  });
});

describe('tags', () => {
  test('a tag is what the record is filed under', async () => {
    const snapshot = await buildSnapshot();
    const lookUp = await openLookUp({ snapshot, secret: SECRET });
    const tag = Buffer.from(snapshot.records.subarray(0, 16)).toString('hex');
    expect(await lookUp.tagOf(FLAGGED)).toBe(tag);
    expect(await lookUp.lookUp([FLAGGED], 'fresh')).toMatchObject([{ tag }]);
  });

  test('another epoch, feed or municipality gives another tag', async () => {
    const tags = await Promise.all(
      [{}, { epochId: 'e2' }, { feedId: 'other' }, { municipality: '990002' }].map(
        async (options) => {
          const lookUp = await openLookUp({
            snapshot: await buildSnapshot(options),
            secret: SECRET,
          });
          return lookUp.tagOf(FLAGGED);
        },
      ),
    );
    expect(new Set(tags).size).toBe(4);
  });
});
