export { Database } from './database.ts';
export { type FailureReason, StorageFailure } from './failure.ts';
export { indexedDbAssets, indexedDbOutbox, indexedDbUndo } from './indexedDb.ts';
export { memoryAssets, memoryOutbox, memoryUndo } from './memory.ts';
export { ASSETS, EDITS, type Schema } from './schemas.ts';
export { claimTab, type TabPorts } from './tab.ts';
