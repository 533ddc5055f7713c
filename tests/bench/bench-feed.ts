import { utf8 } from '../../utils/domain/bytes.ts';
import { CONFIG_TARGET } from '../../utils/domain/feed-snapshot.ts';
import { buildPolicy, buildTargets } from '../support/feed-fixture.ts';
import { createRepository } from '../support/tuf-repository.ts';
import { BENCH_PROFILE } from './bench-profile.ts';

/** The one flagged number of the bench; no row of the tables shows it. */
export const BENCH_FLAGGED = '88888881';

const LOCALITY = {
  municipalityCode: '990001',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0999',
};

/** A signed feed whose configuration watches the bench host, and the policy that fits it. */
export async function makeBenchFeed(feedUrl: string) {
  const config = {
    version: 1,
    locality: LOCALITY,
    profiles: [BENCH_PROFILE],
    guidance: [],
    sections: [],
  };
  const repository = createRepository(Date.now());
  const targets = await buildTargets({ flagged: [{ kind: 'atena', value: BENCH_FLAGGED }] });
  repository.publish(
    targets.map((target) =>
      target.name === CONFIG_TARGET ? { ...target, bytes: utf8(JSON.stringify(config)) } : target,
    ),
  );
  return { files: repository.files, policy: buildPolicy(repository, { feedUrl }) };
}
