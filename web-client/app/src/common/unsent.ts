import type { Unsent } from '@easel/sdk';
import { Value } from './Value.ts';

/** What of each project is in this browser only; nothing until that is known. */
export const unsent = new Value<ReadonlyMap<string, Unsent>>(new Map());
