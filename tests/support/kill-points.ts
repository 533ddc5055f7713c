import type { WorkName } from './guarded-work.ts';
import type { WorkerPlace } from './worker-gate.ts';

/**
 * Where the worker is killed: at a place of its own, or so many ms after it was woken. `stage` says
 * what is done meanwhile: the page opens, the act is pressed, the question answered (by a message of
 * its page, or by hand) or cancelled, the data updated, a worker started.
 */
export type KillPoint = {
  readonly name: string;
  readonly work: WorkName;
  readonly stage:
    | 'open'
    | 'press'
    | 'answer'
    | 'byHand'
    | 'wrong'
    | 'cancel'
    | 'sync'
    | 'boot'
    | 'leave';
  readonly at: WorkerPlace | { readonly afterMs: number };
};

/** Places that each stage comes by, in order. */
const PLACES = {
  open: [
    ['insertCSS', 'before'],
    ['state moving', 'before'],
    ['state moving', 'after'],
    ['record shown', 'before'],
    ['tell showView', 'before'],
    ['tell showView', 'after'],
    ['state calm', 'after'],
  ],
  press: [
    ['record intent', 'before'],
    ['state question', 'before'],
    ['state question', 'after'],
    ['tell showQuestion', 'before'],
    ['tell showQuestion', 'after'],
    ['state shown', 'after'],
  ],
  answer: [
    ['record decision release', 'before'],
    ['state release', 'before'],
    ['state release', 'after'],
    ['tell closeQuestion', 'before'],
    ['tell closeQuestion', 'after'],
    ['tell release', 'before'],
    ['tell release', 'after'],
    ['state released', 'before'],
    ['state released', 'after'],
    ['state ending', 'before'],
    ['state ending', 'after'],
    ['record outcome done', 'before'],
    ['state calm', 'before'],
    ['state calm', 'after'],
  ],
  byHand: [
    ['record decision release', 'before'],
    ['state release', 'after'],
    ['tell closeQuestion', 'after'],
  ],
  wrong: [
    ['record decision stop', 'before'],
    ['record outcome abandoned', 'before'],
    ['state calm', 'before'],
    ['tell withdraw', 'before'],
  ],
  cancel: [
    ['record decision cancel', 'before'],
    ['record outcome abandoned', 'before'],
    ['state calm', 'before'],
    ['state calm', 'after'],
    ['tell withdraw', 'before'],
    ['tell closeQuestion', 'before'],
  ],
  sync: [
    ['fetch timestamp', 'before'],
    ['fetch timestamp', 'after'],
    ['local flag-head', 'before'],
    ['local flag-head', 'after'],
    ['session pollPlan', 'before'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [string, WorkerPlace['when']])[]>>;

/** Places that only the barriers of one kind of act come by. */
const BARRIERS = {
  print: [
    ['removeCSS', 'before'],
    ['removeCSS', 'after'],
    ['tell setLock', 'before'],
    ['tell setLock', 'after'],
  ],
  send: [
    ['rules', 'before'],
    ['rules', 'after'],
  ],
  phone: [
    ['rules', 'before'],
    ['rules', 'after'],
  ],
} as const;

const BOOT_MS = [0, 5, 10, 20, 30, 40, 60, 80, 120, 200];

/** Every point once. */
export const KILL_POINTS: readonly KillPoint[] = [
  ...of('print', ['open', 'press', 'answer', 'byHand', 'wrong', 'cancel', 'sync']),
  ...of('send', ['press', 'answer', 'cancel']),
  ...of('phone', ['press', 'answer', 'cancel']),
  ...BOOT_MS.map((afterMs) => bootPoint('print', afterMs)),
];

function of(work: WorkName, stages: readonly (keyof typeof PLACES)[]): readonly KillPoint[] {
  return stages.flatMap((stage) => {
    const own = stage === 'answer' ? BARRIERS[work] : [];
    return [...PLACES[stage], ...own].map(([call, when]) => ({
      name: `${work}, ${stage}: ${when} ${call}`,
      work,
      stage,
      at: { call, when },
    }));
  });
}

function bootPoint(work: WorkName, afterMs: number): KillPoint {
  return {
    name: `${work}, boot: ${afterMs} ms after waking`,
    work,
    stage: 'boot',
    at: { afterMs },
  };
}
