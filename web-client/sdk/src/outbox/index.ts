export { Outbox } from './outbox.ts';
export { MOST_UNSETTLED, MOST_UNSETTLED_BYTES, OutboxFull } from './outboxFull.ts';
export type { LeftEdit, OutboxStore, StoredEdit } from './outboxStore.ts';
export type { SealedEdit, SetAside } from './sealedEdit.ts';
