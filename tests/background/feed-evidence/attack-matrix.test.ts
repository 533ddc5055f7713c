import { afterAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/domain/bytes.ts';
import {
  type AttackedClient,
  CLIENT_STATES,
  type ClientState,
  expectAcceptance,
  expectRefusal,
  openAttackedClient,
} from '../../support/attacked-client.ts';
import { FEED_ATTACKS } from '../../support/feed-attacks.ts';
import { buildTargets, serveFiles } from '../../support/feed-fixture.ts';

/**
 * Every attack on every role against every state of a client. Accepted: 0. Old data: unchanged.
 * The count is printed and held, so that a case that silently goes away is noticed.
 */
let tried = 0;

afterAll(() => {
  console.log(`feed attacks tried: ${tried}, accepted: 0`);
  expect(tried).toBeGreaterThanOrEqual(200);
});

describe.each(CLIENT_STATES)('a %s client', (state) => {
  test('takes the honest next release', async () => {
    const client = await openAttackedClient(state);
    client.repository.publish(await buildTargets({ version: 9 }));
    await expectAcceptance(client);
  });

  test.each(FEED_ATTACKS.map((attack) => [attack.role, attack.name, attack] as const))(
    'refuses %s: %s',
    async (_role, _name, attack) => {
      const client = await openAttackedClient(state);
      await attack.mount(client);
      await expectRefusal(client);
      tried += 1;
    },
  );
});

/** What a rollback is depends on what the client has seen: a fresh one has seen nothing. */
describe.each(['current', 'stale', 'wiped'] as const)('a %s client is not rolled back', (state) => {
  const rollbacks: readonly (readonly [string, (client: AttackedClient) => void])[] = [
    [
      'by the whole release before',
      (client) => {
        client.fetchBytes = serveFiles(client.oldFiles);
      },
    ],
    [
      'by older targets under new snapshot and timestamp',
      ({ repository: { bodies, fileAll } }) => {
        bodies.targets.version = 1;
        bodies.snapshot.version += 1;
        bodies.timestamp.version += 1;
        fileAll();
      },
    ],
  ];
  test.each(rollbacks)('%s', async (_name, mount) => {
    const client = await openAttackedClient(state);
    mount(client);
    await expectRefusal(client);
    tried += 1;
  });
});

describe.each(['current', 'stale'] as const)('a %s client knows metadata versions', (state) => {
  test.each(['timestamp', 'snapshot'] as const)('and refuses an older %s', async (role) => {
    const client = await openAttackedClient(state);
    const { bodies, fileAll } = client.repository;
    bodies[role].version = 1;
    if (role === 'snapshot') bodies.timestamp.version += 1;
    fileAll();
    await expectRefusal(client);
    tried += 1;
  });
});

describe('an attacker who can serve and not sign', () => {
  const pages = ['<html>', '{}', '[]', '0', '""', 'true', '{"signed":{}}', '\u0000'];
  const cases = CLIENT_STATES.flatMap((state) => pages.map((page) => [state, page] as const));
  test.each(cases)('gives a %s client the same answer to everything: %s', async (state, page) => {
    const client = await openAttackedClient(state as ClientState);
    client.fetchBytes = async () => ({ ok: true, value: utf8(page) });
    await expectRefusal(client);
    tried += 1;
  });
});
