export { Database } from './database.ts';
export { type FailureReason, StorageFailure } from './failure.ts';
export { indexedDbOutbox, indexedDbUndo } from './indexedDb.ts';
export { memoryOutbox, memoryUndo } from './memory.ts';
export type { OutboxStore, StoredEdit } from './outboxStore.ts';
export { claimTab, type TabPorts } from './tab.ts';
export type { UndoStore } from './undoStore.ts';
