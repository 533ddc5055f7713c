import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Result } from '../domain/result.ts';
import type { TargetFile } from '../domain/trust/metadata.ts';
import { targetPath } from '../domain/trust/target-path.ts';
import { verifyTargetFile } from '../domain/trust/update-trust.ts';
import type { Download } from './open-download.ts';
import { asFailure } from './refresh-trust.ts';

/** Step 5.7 of the TUF client workflow for one target file. */
export async function fetchTargetFile(
  name: string,
  file: TargetFile,
  download: Download,
): Promise<Result<Bytes, FailureCode>> {
  // 5.7.3: with consistent snapshots the hash is part of the name; the length bounds the read.
  const bytes = await download(targetPath(name, file.hashes.sha256), file.length);
  if (!bytes.ok) return asFailure(bytes);
  const verified = await verifyTargetFile(bytes.value, file, name);
  return verified.ok ? bytes : verified;
}
