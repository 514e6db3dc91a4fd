import type { Steps } from '@easel/sdk';
import { t } from '../../words/dashboard.ts';
import type { Unit } from './format.ts';

/** What is charted of that which the servers tell. */
export type Charted = Exclude<keyof Steps, 'at' | 'dirty' | 'undurable' | 'saves'>;
export type Group = 'safe' | 'busy' | 'fast' | 'machine';

/** One figure that has a chart. */
export interface Figure {
  readonly group: Group;
  readonly of: Charted;
  readonly unit: Unit;
  /** How the figures of several instances become one: what is counted is added up, what is waited for is the worst. */
  readonly merge: 'sum' | 'worst';
  /** Counted in a step, told per second. */
  readonly isRate?: true;
  /** The least that the chart's height stands for, so that noise looks like noise. */
  readonly height: number;
  /** From here on it is told in the colour of a warning, and of a failure. */
  readonly warnAt?: number;
  readonly badAt?: number;
}

/** An edit that is not durable for so long, in milliseconds, is late; and then it is taken as not being saved. */
export const LAG_WARN_MS = 2_000;
export const LAG_BAD_MS = 10_000;
/** A change that is not in the rows for so long, in milliseconds, is late. The default of `EASEL_UNSAVED_AGE_MS`. */
export const UNSAVED_WARN_MS = 60_000;

export const GROUPS: readonly Group[] = ['safe', 'busy', 'fast', 'machine'];

export const FIGURES: readonly Figure[] = [
  {
    group: 'safe',
    of: 'lag',
    unit: 'ms',
    merge: 'worst',
    height: 1_000,
    warnAt: LAG_WARN_MS,
    badAt: LAG_BAD_MS,
  },
  {
    group: 'safe',
    of: 'unsaved',
    unit: 'ms',
    merge: 'worst',
    height: 10_000,
    warnAt: UNSAVED_WARN_MS,
  },
  {
    group: 'safe',
    of: 'failures',
    unit: 'count',
    merge: 'sum',
    height: 4,
    warnAt: 1,
  },
  {
    group: 'safe',
    of: 'refusals',
    unit: 'perSecond',
    merge: 'sum',
    isRate: true,
    height: 2,
  },
  {
    group: 'busy',
    of: 'sessions',
    unit: 'count',
    merge: 'sum',
    height: 4,
  },
  {
    group: 'busy',
    of: 'rooms',
    unit: 'count',
    merge: 'sum',
    height: 4,
  },
  {
    group: 'busy',
    of: 'edits',
    unit: 'perSecond',
    merge: 'sum',
    isRate: true,
    height: 4,
  },
  {
    group: 'busy',
    of: 'deliveries',
    unit: 'perSecond',
    merge: 'sum',
    isRate: true,
    height: 4,
  },
  {
    group: 'fast',
    of: 'broadcast',
    unit: 'ms',
    merge: 'worst',
    height: 20,
    warnAt: 100,
    badAt: 1_000,
  },
  {
    group: 'fast',
    of: 'durable',
    unit: 'ms',
    merge: 'worst',
    height: 500,
    warnAt: LAG_WARN_MS,
    badAt: LAG_BAD_MS,
  },
  {
    group: 'fast',
    of: 'loop',
    unit: 'ms',
    merge: 'worst',
    height: 50,
    warnAt: 200,
    badAt: 2_000,
  },
  {
    group: 'machine',
    of: 'cpu',
    unit: 'share',
    merge: 'worst',
    height: 1,
    warnAt: 0.9,
  },
  {
    group: 'machine',
    of: 'heap',
    unit: 'bytes',
    merge: 'worst',
    height: 64 * 1024 * 1024,
  },
];

/** What a figure is called. */
export function nameOf({ of }: Figure): string {
  return t(`dashboard.figure.${of}`);
}

/** What it is, in a sentence. */
export function meaningOf({ of }: Figure): string {
  return t(`dashboard.figure.${of}.means`);
}
