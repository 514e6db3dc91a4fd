import type { Props } from '../protocol/change.ts';

/**
 * What was done to one object. Without `before` it was created, without `after` it was deleted, and the one there is
 * holds all its properties. With both it was changed, and they hold the properties that were changed, no others; a
 * name that stands in one alone was added or removed.
 */
export interface Step {
  readonly id: string;
  readonly before?: Props;
  readonly after?: Props;
}

/** What one press of undo takes back. Never empty; one step for each object. */
export type Entry = readonly Step[];

/** The history of one project, oldest entries first. */
export interface Stacks {
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
}
