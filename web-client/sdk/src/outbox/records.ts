import type { StoredEdit } from './outboxStore.ts';

/** What the store is to be told, and what it is known to hold. The latest word on a number counts. */
export class Records {
  #untold = new Map<number, StoredEdit | undefined>();
  readonly #kept = new Map<number, StoredEdit>();

  keep(record: StoredEdit): void {
    if (!this.isKept(record)) this.#untold.set(record.edit, record);
  }

  forget(edit: number): void {
    this.#kept.delete(edit);
    this.#untold.set(edit, undefined);
  }

  /** Whether the store is known to hold it just so. */
  isKept(record: StoredEdit): boolean {
    return this.#kept.get(record.edit) === record;
  }

  kept(record: StoredEdit): void {
    this.#kept.set(record.edit, record);
  }

  /** What to write (a record) and what to remove (undefined), by number; told once. */
  take(): ReadonlyMap<number, StoredEdit | undefined> {
    const untold = this.#untold;
    this.#untold = new Map();
    return untold;
  }

  clear(): void {
    this.#untold.clear();
    this.#kept.clear();
  }
}
