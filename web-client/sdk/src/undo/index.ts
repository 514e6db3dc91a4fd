export type { ObjectState } from './batch.ts';
export type { Entry, KeptStacks, Stacks, Step } from './entry.ts';
export { type Amendment, UndoManager, type UndoOptions } from './undoManager.ts';
export type { UndoStore } from './undoStore.ts';
