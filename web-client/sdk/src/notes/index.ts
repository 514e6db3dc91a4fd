export type { NoteStore } from './noteStore.ts';
