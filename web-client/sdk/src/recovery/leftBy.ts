import type { StoredEdit } from '../outbox/index.ts';

/** A page load that has ended, and the edits it left. */
export interface LeftBy {
  readonly client: string;
  readonly edits: readonly StoredEdit[];
}

/** When its first edit was made: what was made earlier is sent earlier. */
export function madeAt({ edits: [first] }: LeftBy): number {
  return first?.at ?? 0;
}

/** Whether it is still to be sent. */
export function isOpen(edit: StoredEdit): boolean {
  return edit.setAside === undefined;
}
