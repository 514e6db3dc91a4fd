import type { Change, Props } from '../protocol/change.ts';
import type { Limits } from '../protocol/limits.ts';
import { OpenEdit, type Part, portions } from './openEdit.ts';
import type { StoredEdit } from './outboxStore.ts';

/** How a new open edit is begun. */
export interface Begin {
  readonly number: () => number;
  readonly at: number;
  readonly madeIn: number;
}

/**
 * What is still being made: one edit or, where that is too large for one, several of one group. Each object is in one
 * of them only; so a drag of very many objects is combined, movement by movement, like that of one.
 */
export class OpenEdits {
  readonly group: string | undefined;
  #edits: readonly OpenEdit[] = [];

  constructor(group: string | undefined) {
    this.group = group;
  }

  /** As few as the changes fit into. */
  static of(parts: readonly Part[], group: string | undefined, begin: Begin, ...fits: Fits): OpenEdits {
    const open = new OpenEdits(group);
    open.#begin(parts, begin, ...fits);
    return open;
  }

  /** In the order of their numbers. */
  get all(): readonly OpenEdit[] {
    return this.#edits;
  }

  get bytes(): number {
    return this.#edits.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  *ids(): Iterable<string> {
    for (const { ids } of this.#edits) yield* ids;
  }

  changeOf(id: string): Change | undefined {
    return this.#of(id)?.changeOf(id);
  }

  /** Takes further changes: all of them, or none (false). What does not fit into one edit needs a group. */
  take(parts: readonly Part[], begin: Begin, ...[below, limits]: Fits): boolean {
    const shares = new Map<OpenEdit, Part[]>();
    const others: Part[] = [];
    for (const part of parts) {
      const edit = this.#of(part.change.id);
      const share = edit && (shares.get(edit) ?? []);
      (share ?? others).push(part);
      if (edit && share) shares.set(edit, share);
    }
    const last = this.#edits.at(-1);
    const withOthers = last?.prepared([...(shares.get(last) ?? []), ...others], below, limits);
    if (withOthers === undefined && this.group === undefined) return false;
    const prepared = new Map(last && withOthers?.size ? [[last, withOthers]] : []);
    for (const [edit, share] of shares) {
      const next = prepared.get(edit) ?? edit.prepared(share, below, limits);
      if (next === undefined) return false;
      prepared.set(edit, next);
    }
    for (const [edit, next] of prepared) edit.put(next);
    if (withOthers === undefined) this.#begin(others, begin, below, limits);
    return true;
  }

  /** Forgets edits in which nothing is left, and returns them. */
  withoutEmpty(): readonly OpenEdit[] {
    const empty = this.#edits.filter(({ isEmpty }) => isEmpty);
    if (empty.length > 0) this.#edits = this.#edits.filter(({ isEmpty }) => !isEmpty);
    return empty;
  }

  /** The same under other numbers: nothing has been sent under these. */
  renumbered(number: () => number): OpenEdits {
    const same = new OpenEdits(this.group);
    same.#edits = this.#edits.map((edit) => edit.renumbered(number()));
    return same;
  }

  /**
   * In two: each edit as it was stored before, and what was made since. An edit of which nothing else is stored, or
   * whose parts do not fit the objects below any longer, stays as it is.
   */
  split(
    stored: (edit: number) => StoredEdit | undefined,
    below: (id: string) => Props | undefined,
  ): { readonly first: OpenEdits; readonly since: readonly Since[] } {
    const first = new OpenEdits(this.group);
    const since: Since[] = [];
    first.#edits = this.#edits.map((edit) => {
      const last = stored(edit.edit);
      const two = last && last !== edit.stored ? edit.split(last, below) : undefined;
      if (last === undefined || two === undefined) return edit;
      since.push({ edit: edit.edit, parts: two.since, at: last.at, madeIn: edit.madeIn });
      return two.first;
    });
    return { first, since };
  }

  #begin(parts: readonly Part[], { number, at, madeIn }: Begin, ...[below, limits]: Fits): void {
    for (const portion of portions(parts, limits)) {
      const edit = new OpenEdit(number(), this.group, at, madeIn);
      edit.take(portion, below, limits);
      this.#edits = [...this.#edits, edit];
    }
  }

  #of(id: string): OpenEdit | undefined {
    return this.#edits.find((edit) => edit.changeOf(id) !== undefined);
  }
}

/** What was made of an edit since it was stored. */
export interface Since {
  readonly edit: number;
  readonly parts: readonly Part[];
  readonly at: number;
  readonly madeIn: number;
}

/** What changes must fit: each object without the open edits, and the limits. */
type Fits = [below: (id: string) => Props | undefined, limits: Limits];
