export { Database } from './database.ts';
export { type FailureReason, StorageFailure } from './failure.ts';
export { indexedDbAssets, indexedDbOutbox, indexedDbPictures, indexedDbUndo } from './indexedDb.ts';
export { indexedDbNotes } from './indexedDbNotes.ts';
export { memoryAssets, memoryNotes, memoryOutbox, memoryPictures, memoryUndo } from './memory.ts';
export { ASSETS, EDITS, NOTES, PICTURES, type Schema } from './schemas.ts';
export { claimTab, type TabPorts } from './tab.ts';
