import type { StoredEdit } from './outboxStore.ts';

/**
 * What is to be written to the store, and what it is known to hold. The latest record of a number counts.
 *
 * A number is *given up* when nothing is sent under it any longer although the server holds nothing under it: the edit
 * was taken back, made again under another number, or set aside. If its record stayed in the store, the next page load
 * would send it, and make an earlier state of what this page has made since. So this holds, also when the store fails
 * or the page ends before it has written: before anything made after that is sent, and before all is called saved, the
 * record is out of the store, or the number is used up on the server (E16), where the record is then refused.
 */
export class Records {
  #unwritten = new Map<number, StoredEdit | undefined>();
  readonly #kept = new Map<number, StoredEdit>();
  readonly #givenUp = new Set<number>();

  keep(record: StoredEdit): void {
    if (!this.isKept(record)) this.#unwritten.set(record.edit, record);
  }

  /** The server holds the edit. */
  forget(edit: number): void {
    this.remove(edit);
    this.#givenUp.delete(edit);
  }

  /** A record that is not sent, whatever becomes of it, is needed no longer. */
  remove(edit: number): void {
    this.#kept.delete(edit);
    this.#unwritten.set(edit, undefined);
  }

  /** @param instead what is kept under the number, not to be sent; usually nothing */
  giveUp(edit: number, instead?: StoredEdit): void {
    this.#kept.delete(edit);
    this.#unwritten.set(edit, instead);
    this.#givenUp.add(edit);
  }

  /** The numbers that are given up, of which the store may still hold the record. */
  get givenUp(): ReadonlySet<number> {
    return this.#givenUp;
  }

  /** All that is unwritten has been handed to the store: of the numbers given up, those not in doubt are done with. */
  written(isInDoubt: (edit: number) => boolean): void {
    for (const edit of this.#givenUp) if (!isInDoubt(edit)) this.#givenUp.delete(edit);
  }

  /** The number is being used up. */
  usedUp(edit: number): void {
    this.#givenUp.delete(edit);
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
    this.#givenUp.clear();
  }
}
