import { rebased } from '../outbox/combine.ts';
import type { StoredEdit } from '../outbox/index.ts';
import type { Change } from '../protocol/change.ts';

/**
 * The refused edits of one page load that the store has as open: they are offered again (E14), also when they were to
 * be set aside and the store has failed to do it. What later edits of that page load have set, and were taken, is left
 * out of them: made after those, it would be an earlier state. So it is as well while the store does not take that; but
 * should this tab end then, the next one finds the whole edit, and offers it as it was.
 */
export class OfferedAgain {
  readonly #edits = new Map<number, StoredEdit>();
  /** Those of them that were taken in the end. */
  readonly #taken = new Set<number>();
  /** Those of which the store has more than is left. */
  readonly #changed = new Set<number>();

  /** What is to be sent of these edits, which the store has. */
  leftOf(edits: readonly StoredEdit[]): StoredEdit[] {
    return edits
      .map((edit) => this.#edits.get(edit.edit) ?? edit)
      .filter(({ changes }) => changes.length > 0);
  }

  refused(edit: StoredEdit): void {
    this.#edits.set(edit.edit, edit);
    this.#taken.delete(edit.edit);
  }

  taken(edit: StoredEdit): void {
    if (this.#edits.has(edit.edit)) this.#taken.add(edit.edit);
    for (const earlier of this.#edits.values()) {
      if (earlier.edit < edit.edit && !this.#taken.has(earlier.edit)) this.#overrule(earlier, edit);
    }
  }

  #overrule(earlier: StoredEdit, later: StoredEdit): void {
    if (!earlier.changes.some(({ id }) => later.changes.some((change) => change.id === id))) return;
    const changes = earlier.changes.flatMap((change) => leftOf(change, later.changes));
    this.#edits.set(earlier.edit, { ...earlier, changes });
    this.#changed.add(earlier.edit);
  }

  /** The edits of which less is left than the store has, and the numbers of those of which nothing is. */
  get unwritten(): { kept: StoredEdit[]; gone: number[] } {
    const changed = [...this.#changed].map((number) => this.#edits.get(number) as StoredEdit);
    const gone = changed.filter(({ changes }) => changes.length === 0).map(({ edit }) => edit);
    return { kept: changed.filter(({ changes }) => changes.length > 0), gone };
  }

  /** The store has what was unwritten, and these no longer as open. */
  written(closed: Iterable<number>): void {
    this.#changed.clear();
    for (const edit of closed) {
      this.#edits.delete(edit);
      this.#taken.delete(edit);
    }
  }
}

function leftOf(change: Change, later: readonly Change[]): Change[] {
  let rest: Change | undefined = change;
  for (const decided of later) if (rest && decided.id === rest.id) rest = rebased(rest, decided);
  return rest ? [rest] : [];
}
