export { Database } from './database.ts';
export { type FailureReason, StorageFailure } from './failure.ts';
export { indexedDbOutbox, indexedDbUndo } from './indexedDb.ts';
export { memoryOutbox, memoryUndo } from './memory.ts';
export { claimTab, type TabPorts } from './tab.ts';
