import type { Stacks } from './entry.ts';

/** The undo stacks of this tab, project by project. Promises are as in `OutboxStore`. */
export interface UndoStore {
  load(project: string): Promise<Stacks | undefined>;
  save(project: string, stacks: Stacks): Promise<void>;
  clear(project: string): Promise<void>;
}
