import type { Act, Demand } from '../../utils/domain/act.ts';
import type { TextKey } from './text.ts';

type ActText = { readonly name: TextKey; readonly stopped: TextKey; readonly go: TextKey };

/** Buttons name the act, never 「はい」 or 「続行」, so that a habit cannot answer for the reader. */
export const ACT_TEXTS = {
  print: { name: 'act_print', stopped: 'act_print_stopped', go: 'act_print_go' },
  send: { name: 'act_send', stopped: 'act_send_stopped', go: 'act_send_go' },
  phone: { name: 'act_phone', stopped: 'act_phone_stopped', go: 'act_phone_go' },
  export: { name: 'act_export', stopped: 'act_export_stopped', go: 'act_export_go' },
  destination: {
    name: 'act_destination',
    stopped: 'act_destination_stopped',
    go: 'act_destination_go',
  },
} as const satisfies Readonly<Record<Act, ActText>>;

export const DEMAND_TEXTS = {
  allow: 'demand_allow',
  confirm: 'demand_confirm',
  approve: 'demand_approve',
  refuse: 'demand_refuse',
} as const satisfies Readonly<Record<Demand, TextKey>>;
