/** The worker's reply as it travels. `refused`: the sender may not call this, or the input is malformed. */
export type ReplyEnvelope =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'refused' | 'failed' };
