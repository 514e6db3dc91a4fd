export { MOST_UNSETTLED, MOST_UNSETTLED_BYTES, Outbox, OutboxFull } from './outbox.ts';
export type { OutboxStore, StoredEdit } from './outboxStore.ts';
export type { SealedEdit, SetAside } from './sealedEdit.ts';
