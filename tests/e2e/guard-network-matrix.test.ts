import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNELS, type Channel } from '../fixtures/hostile/network-channels.ts';
import { type NetworkScene, openNetworkScene } from '../support/hostile-network.ts';
import { isThere, PLACES, type Place, runChannel } from '../support/run-channel.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Each channel from each place, while a flagged record is open: once to a guarded address and once to
 * the same path of another name. What arrives there shows that the channel works where the
 * guarded request did not, and that nothing beside the guarded origin is stopped.
 */
const PLACE_TIMEOUT_MS = 120_000;

let network: NetworkScene;
beforeAll(async () => {
  network = await openNetworkScene({ isSecure: true });
});
afterAll(() => network?.close());

const cells = new Map<string, string>();

function countHits(host: string, channel: Channel): number {
  const path = `/guarded/${channel.name}`;
  return network.site.hits.filter((hit) => hit.host === host && hit.path === path).length;
}

test.each(PLACES)(
  'no channel reaches the guarded server, every one the neighbour: %s',
  async (place) => {
    const channels = CHANNELS.filter((channel) => isThere(channel, place));
    for (const channel of channels) await sendBoth(channel, place);
    // What a blocked request might still do has happened: each one has had the time of all others.
    for (const channel of channels) {
      const counts = [countHits('net', channel), countHits('plain', channel)] as const;
      cells.set(`${channel.name} ${place}`, counts.join(' / '));
    }
    expect(channels.filter((channel) => countHits('net', channel) > 0)).toEqual([]);
    expect(channels.filter((channel) => countHits('plain', channel) === 0)).toEqual([]);
    network.site.hits.length = 0;
  },
  PLACE_TIMEOUT_MS,
);

async function sendBoth(channel: Channel, place: Place): Promise<void> {
  const { context } = network.scene.browser;
  const present = new Set(context.pages());
  const page = await network.openRecord(place !== 'new tab');
  const path = `guarded/${channel.name}`;
  for (const url of [network.url(path), network.neighbourUrl(path)]) {
    await runChannel(page, channel, { place, url });
  }
  const what = `${channel.name}, ${place}, to reach the neighbour`;
  await waitUntil(() => countHits('plain', channel) > 0, what, 10_000).catch(console.error);
  const added = context.pages().filter((one) => !present.has(one));
  await Promise.all(added.map((one) => one.close()));
}

test('the table of what arrived', () => {
  const row = (name: string, texts: readonly string[]) =>
    [name.padEnd(16), ...texts.map((text) => text.padEnd(10))].join('').trimEnd();
  const rows = CHANNELS.map(({ name }) =>
    row(
      name,
      PLACES.map((place) => cells.get(`${name} ${place}`) ?? 'n/a'),
    ),
  );
  const title =
    'arrived while locked: guarded server / neighbour; n/a: the platform has no such thing';
  process.stdout.write(`${[title, row('', PLACES), ...rows].join('\n')}\n`);
  expect(cells.size).toBeGreaterThanOrEqual(14 * 3);
});
