export type { Frozen, SetAside } from './frozen.ts';
export { MOST_UNSETTLED, MOST_UNSETTLED_BYTES, Outbox, OutboxFull } from './outbox.ts';
