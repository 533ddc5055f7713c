import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import type { Bytes } from '../../utils/domain/bytes.ts';
import type { TufRepository } from './tuf-repository.ts';

/** The reference client, on a folder of its own. */
export type Oracle = {
  /** True when tuf-js accepts what the files say now. */
  readonly refresh: (files: ReadonlyMap<string, Bytes>) => Promise<boolean>;
  readonly close: () => void;
};

/** A loopback host from which any number of oracles read, one at a time. */
export type OracleHost = {
  readonly openOracle: (pinnedRoot: Bytes) => Oracle;
  readonly close: () => void;
};

const ROLES = ['timestamp', 'snapshot', 'targets'] as const;

/** Starts the host. */
export async function startOracleHost(): Promise<OracleHost> {
  let served: ReadonlyMap<string, Bytes> = new Map();
  const server = createServer((request, response) => {
    const bytes = served.get((request.url ?? '').slice(1));
    response.statusCode = bytes ? 200 : 404;
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serve = (files: ReadonlyMap<string, Bytes>) => {
    served = files;
  };
  return {
    openOracle: (pinnedRoot) => openOracle({ pinnedRoot, baseUrl, serve }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** tuf-js keeps half of a refused update; our client does not, so that half is undone here. */
function openOracle(input: {
  readonly pinnedRoot: Bytes;
  readonly baseUrl: string;
  readonly serve: (files: ReadonlyMap<string, Bytes>) => void;
}): Oracle {
  const metadataDir = mkdtempSync(join(tmpdir(), 'oracle-'));
  writeFileSync(join(metadataDir, 'root.json'), input.pinnedRoot);
  let kept: ReadonlyMap<string, Buffer> = new Map();
  const path = (role: string) => join(metadataDir, `${role}.json`);
  return {
    refresh: async (files) => {
      input.serve(files);
      const config = { fetchTimeout: 2_000, fetchRetries: 0 };
      const updater = new Updater({ metadataDir, metadataBaseUrl: input.baseUrl, config });
      const isAccepted = await updater.refresh().then(
        () => true,
        () => false,
      );
      for (const role of ROLES) {
        const before = kept.get(role);
        if (isAccepted) kept = new Map([...kept, [role, readFileSync(path(role))]]);
        else if (before) writeFileSync(path(role), before);
        else rmSync(path(role), { force: true });
      }
      return isAccepted;
    },
    close: () => rmSync(metadataDir, { recursive: true }),
  };
}

/** True when a snapshot version was filed twice with different bytes. */
export function hasTwoUnderOneName({ files }: TufRepository, filed: Map<string, Bytes>): boolean {
  const snapshots = [...files].filter(([name]) => name.endsWith('.snapshot.json'));
  const isReused = snapshots.some(
    ([name, bytes]) => Buffer.compare(filed.get(name) ?? bytes, bytes) !== 0,
  );
  for (const [name, bytes] of snapshots) if (!filed.has(name)) filed.set(name, bytes);
  return isReused;
}
