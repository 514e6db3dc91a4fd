import { rebased } from './combine.ts';
import type { StoredEdit } from './outboxStore.ts';

/** The edit under another number: without what edits of the same client that came after it have set since. */
export function renumbered(edit: StoredEdit, number: number, later: readonly StoredEdit[]): StoredEdit {
  const changes = edit.changes.flatMap((change) => {
    let rest: typeof change | undefined = change;
    for (const after of later.flatMap((one) => one.changes)) {
      if (rest && after.id === rest.id) rest = rebased(rest, after);
    }
    return rest ? [rest] : [];
  });
  return { ...edit, edit: number, changes };
}
