import type { Entry, Stacks } from './entry.ts';
import { type Amendments, fold } from './fold.ts';

/** About how many bytes the entries of a project may take in memory; the newest is kept however large it is. */
export const MEMORY_BYTES = 32 * 1_048_576;
/** About how many bytes of them are stored: the newest that fit. All are written at each change. */
export const RECORD_BYTES = 1_048_576;

/** The two stacks of a project. When there is too much, the oldest go first. */
export class UndoStacks {
  readonly #undo: Entry[] = [];
  readonly #redo: Entry[] = [];
  readonly #sizes = new WeakMap<Entry, number>();
  #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get undo(): readonly Entry[] {
    return this.#undo;
  }

  get redo(): readonly Entry[] {
    return this.#redo;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#trim();
  }

  /** A new step was made: what was undone before can no longer be redone. */
  commit(entry: Entry): void {
    this.#redo.length = 0;
    this.push('undo', entry);
  }

  push(stack: keyof Stacks, entry: Entry): void {
    (stack === 'undo' ? this.#undo : this.#redo).push(entry);
    this.#trim();
  }

  pop(stack: keyof Stacks): Entry | undefined {
    return (stack === 'undo' ? this.#undo : this.#redo).pop();
  }

  /** Puts older entries below those that are here. */
  putUnder(older: Stacks): void {
    this.#undo.unshift(...older.undo);
    this.#redo.unshift(...older.redo);
    this.#trim();
  }

  /** Adds own changes that are no entries to the results of the entries; returns those that belong to older entries. */
  fold(amendments: Record<keyof Stacks, Amendments>): Record<keyof Stacks, Amendments> {
    const undo = fold(this.#undo, amendments.undo);
    const redo = fold(this.#redo, amendments.redo);
    this.#undo.splice(0, Infinity, ...undo.entries);
    this.#redo.splice(0, Infinity, ...redo.entries);
    this.#trim();
    return { undo: undo.rest, redo: redo.rest };
  }

  clear(): void {
    this.#undo.length = 0;
    this.#redo.length = 0;
  }

  /** What is stored, to survive a reload. */
  record(): Stacks {
    let room = RECORD_BYTES;
    const newest = (stack: readonly Entry[]) => {
      const from = stack.findLastIndex((entry) => {
        room -= this.#size(entry);
        return room < 0;
      });
      return stack.slice(from + 1);
    };
    return { undo: newest(this.#undo), redo: newest(this.#redo) };
  }

  #trim(): void {
    for (const stack of [this.#undo, this.#redo]) stack.splice(0, stack.length - this.#limit);
    let bytes = 0;
    for (const entry of [...this.#undo, ...this.#redo]) bytes += this.#size(entry);
    for (const stack of [this.#undo, this.#redo]) {
      while (bytes > MEMORY_BYTES && stack.length > 1) bytes -= this.#size(stack.shift() ?? []);
    }
  }

  /** The length of its JSON, measured once: an entry never changes. */
  #size(entry: Entry): number {
    const known = this.#sizes.get(entry);
    if (known !== undefined) return known;
    const size = JSON.stringify(entry).length;
    this.#sizes.set(entry, size);
    return size;
  }
}
