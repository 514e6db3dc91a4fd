import type { StoredEdit } from './outboxStore.ts';

/** What is to be written to the store, and what it is known to hold. The latest record of a number counts. */
export class Records {
  #unwritten = new Map<number, StoredEdit | undefined>();
  readonly #kept = new Map<number, StoredEdit>();

  keep(record: StoredEdit): void {
    if (!this.isKept(record)) this.#unwritten.set(record.edit, record);
  }

  forget(edit: number): void {
    this.#kept.delete(edit);
    this.#unwritten.set(edit, undefined);
  }

  /** Whether the store is known to hold exactly this record. */
  isKept(record: StoredEdit): boolean {
    return this.#kept.get(record.edit) === record;
  }

  /** A write under way may replace what the store holds under this number. */
  doubt(edit: number): void {
    this.#kept.delete(edit);
  }

  kept(record: StoredEdit): void {
    this.#kept.set(record.edit, record);
  }

  /** What to write (a record) and what to remove (undefined), by number. It is returned once. */
  take(): ReadonlyMap<number, StoredEdit | undefined> {
    const unwritten = this.#unwritten;
    this.#unwritten = new Map();
    return unwritten;
  }

  clear(): void {
    this.#unwritten.clear();
    this.#kept.clear();
  }
}
