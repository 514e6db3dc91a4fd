import type { KeptStacks } from './entry.ts';

/** The undo stacks of this tab, project by project. Promises are as in `OutboxStore`. */
export interface UndoStore {
  load(project: string): Promise<KeptStacks | undefined>;
  save(project: string, stacks: KeptStacks): Promise<void>;
  clear(project: string): Promise<void>;
}
