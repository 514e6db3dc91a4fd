import type { Props } from '../protocol/change.ts';

/**
 * What was done to one object. Without `before` it was created, without `after` it was deleted; the other one then
 * holds all its properties. With both it was changed, and they hold the changed properties only; a name that is in one
 * of them only was added or removed.
 */
export interface Step {
  readonly id: string;
  readonly before?: Props;
  readonly after?: Props;
  /** Of what undo or redo deleted or took from its parents: those that it lacked. It can go back without them. */
  readonly lacks?: readonly string[];
  /** Of what undo or redo put back: objects that lacked it as their parent. It can be taken from them again. */
  readonly lackedBy?: readonly string[];
}

/** What one undo takes back. Never empty; one step for each object. */
export type Entry = readonly Step[];

/** The two stacks of one project, oldest entries first. */
export interface Stacks {
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
}

/** The stacks as they are stored. What was done in one version of the project is not taken back in another one. */
export interface KeptStacks extends Stacks {
  /** The version that was active; left out by what was stored before there were versions. */
  readonly version?: string;
}
