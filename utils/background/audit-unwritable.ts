/** The operation record cannot be written: an expected failure, with a row of its own in the matrix. */
export class AuditUnwritable extends Error {
  override readonly name = 'AuditUnwritable';
}

/** For what follows later, once the record can be written; any other fault goes on. */
export function passUnwritable(error: unknown): void {
  if (!(error instanceof AuditUnwritable)) throw error;
}
