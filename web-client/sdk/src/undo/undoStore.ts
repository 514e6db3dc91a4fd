import type { KeptStacks } from './entry.ts';

/** The undo stacks of this tab, project by project. Promises are as in `OutboxStore`. */
export interface UndoStore {
  load(project: string): Promise<KeptStacks | undefined>;
  save(project: string, stacks: KeptStacks): Promise<void>;
  clear(project: string): Promise<void>;
  /** Forgets the stacks of tabs that have not changed theirs for long, and those of too many tabs. */
  sweep(): Promise<void>;
}
