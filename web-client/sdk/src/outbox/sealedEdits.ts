import type { SealedEdit } from './sealedEdit.ts';

const NONE: Iterable<never> = [];

/** The sealed edits that are not settled, in the order of their numbers, and the objects that they change. */
export class SealedEdits {
  #edits = new Map<number, SealedEdit>();
  readonly #byObject = new Map<string, Set<SealedEdit>>();
  /** How many edits each group has. */
  readonly #groups = new Map<string, number>();
  #alone = 0;
  #bytes = 0;
  /** The highest number there has been. */
  #highest = 0;

  get count(): number {
    return this.#edits.size;
  }

  /** Groups, and edits that are in none. */
  get steps(): number {
    return this.#groups.size + this.#alone;
  }

  hasGroup(group: string | undefined): boolean {
    return group !== undefined && this.#groups.has(group);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The lowest number; undefined when there is no edit. */
  get lowest(): number | undefined {
    const [lowest] = this.#edits.keys();
    return lowest;
  }

  get all(): Iterable<SealedEdit> {
    return this.#edits.values();
  }

  /** Every object that one of them changes. */
  get ids(): Iterable<string> {
    return this.#byObject.keys();
  }

  get(edit: number): SealedEdit | undefined {
    return this.#edits.get(edit);
  }

  /** Those that change the object, in order. */
  of(id: string): Iterable<SealedEdit> {
    return this.#byObject.get(id) ?? NONE;
  }

  /** Those that were sent over a socket before one of these, which were applied, and are not among them (J7, J8). */
  refusedUnheard(applied: Iterable<readonly [number, number]>): SealedEdit[] {
    const held = new Set([...applied].map(([edit]) => edit));
    const highest = Math.max(...held);
    return [...this.#edits.values()].filter(
      ({ edit, changes, isSentBeside }) =>
        edit < highest && !held.has(edit) && changes.size > 0 && !isSentBeside,
    );
  }

  add(edit: SealedEdit): void {
    this.#edits.set(edit.edit, edit);
    if (edit.edit < this.#highest) this.#edits = new Map([...this.#edits].sort(([a], [b]) => a - b));
    this.#highest = Math.max(this.#highest, edit.edit);
    this.#bytes += edit.bytes;
    this.#count(edit, 1);
    for (const id of edit.changes.keys()) {
      const edits = this.#byObject.get(id);
      if (edits) edits.add(edit);
      else this.#byObject.set(id, new Set([edit]));
    }
  }

  remove(edit: SealedEdit): void {
    if (!this.#edits.delete(edit.edit)) return;
    this.#bytes -= edit.bytes;
    this.#count(edit, -1);
    for (const id of edit.changes.keys()) {
      const edits = this.#byObject.get(id);
      edits?.delete(edit);
      if (edits?.size === 0) this.#byObject.delete(id);
    }
  }

  clear(): void {
    this.#edits.clear();
    this.#byObject.clear();
    this.#groups.clear();
    this.#alone = 0;
    this.#bytes = 0;
  }

  #count({ stored: { group } }: SealedEdit, by: 1 | -1): void {
    if (group === undefined) {
      this.#alone += by;
      return;
    }
    const count = (this.#groups.get(group) ?? 0) + by;
    if (count > 0) this.#groups.set(group, count);
    else this.#groups.delete(group);
  }
}
