import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import type { TimerId, Timers } from '../ports/timers.ts';

/** How long edits wait for the store before they are sent without being stored, in milliseconds. */
export const KEEP_WITHIN_MS = 2_000;

/** After a failure, how long until the store is tried again. */
export const RETRY_MS = 5_000;

export interface OutboxWriterOptions {
  readonly store: OutboxStore;
  readonly project: string;
  readonly client: string;
  readonly timers: Timers;
  /** These may be sent: they are in the store, or the store does not take them. */
  readonly released: (edits: readonly StoredEdit[]) => void;
}

type Batch = ReadonlyMap<number, StoredEdit | undefined>;

/**
 * Writes the outbox to the store: at once, one write at a time. What comes during a write goes into the next one, the
 * latest record of each edit only. While the store fails, edits are sent to the server without it.
 */
export class OutboxWriter {
  readonly #options: OutboxWriterOptions;
  /**
   * What the store should hold and is not known to: records, and removals (undefined). Bounded by the edits that are
   * unsettled, and those that the store may hold.
   */
  readonly #wanted = new Map<number, StoredEdit | undefined>();
  /** The part of it that is being written. */
  readonly #underWay = new Map<number, StoredEdit | undefined>();
  /** The numbers under which the store may hold a record. */
  readonly #held = new Set<number>();
  /** What the store is known to hold. */
  readonly #stored = new Map<number, StoredEdit>();
  #isFailing = false;
  #isWaiting = false;
  #retry: TimerId | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: OutboxWriterOptions) {
    this.#options = options;
  }

  /** Whether edits cannot be kept in this browser now. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** The record under this number in the store; a write that is under way may replace it. */
  stored(edit: number): StoredEdit | undefined {
    return this.#stored.get(edit);
  }

  /** Whether the store may still hold, under this number, what was written before and has been replaced or removed. */
  isInDoubt(edit: number): boolean {
    return this.#held.has(edit) && this.#wanted.has(edit);
  }

  write(records: Batch): void {
    for (const [edit, record] of records) {
      if (record || this.#held.has(edit)) this.#wanted.set(edit, record);
      else this.#wanted.delete(edit);
    }
    if (this.#isFailing) this.#release(this.#wanted);
    else this.#next();
  }

  /** Writes nothing until `goOn`, unless the page is left: it is not known whether we have the client's lock. */
  wait(): void {
    this.#isWaiting = true;
  }

  goOn(): void {
    this.#isWaiting = false;
    this.#next();
  }

  /**
   * Writes what is there without waiting for the write under way. Resolves when both have ended, to whether the store
   * has all that it should hold.
   */
  async writeNow(): Promise<boolean> {
    const before = this.#writing;
    await Promise.all([before, this.#writeBatch(this.#due())]);
    return this.#wanted.size === 0;
  }

  #next(): void {
    const batch = this.#due();
    if (this.#isWaiting || this.#writing || batch.size === 0) return;
    this.#writing = this.#writeBatch(batch).finally(() => {
      this.#writing = undefined;
      if (!this.#isFailing) this.#next();
    });
  }

  /** What is wanted and not under way. */
  #due(): Batch {
    return new Map([...this.#wanted].filter(([edit, record]) => !is(this.#underWay, edit, record)));
  }

  async #writeBatch(batch: Batch): Promise<void> {
    if (batch.size === 0) return;
    const { store, project, client, timers } = this.#options;
    const records = [...batch.values()].filter((record) => record !== undefined);
    const gone = [...batch.keys()].filter((edit) => batch.get(edit) === undefined);
    const fresh = records.filter(({ edit }) => !this.#held.has(edit));
    for (const { edit } of fresh) this.#held.add(edit);
    for (const [edit, record] of batch) this.#underWay.set(edit, record);
    const late = timers.set(() => this.#fail(batch), KEEP_WITHIN_MS);
    try {
      // In one write: an edit that took another number must never be there under both, nor under none.
      await store.put(project, client, records, gone);
      this.#ended(batch);
      this.#written(batch);
      this.#isFailing = false;
      this.#release(batch);
    } catch {
      this.#ended(batch);
      this.#notWritten(fresh);
      this.#fail(batch);
      this.#tryAgain();
    } finally {
      timers.clear(late);
    }
  }

  #ended(batch: Batch): void {
    for (const [edit, record] of batch) if (is(this.#underWay, edit, record)) this.#underWay.delete(edit);
  }

  #written(batch: Batch): void {
    for (const [edit, record] of batch) {
      if (is(this.#wanted, edit, record)) this.#wanted.delete(edit);
      if (record) {
        this.#held.add(edit); // an earlier write that failed may have said otherwise
        this.#stored.set(edit, record);
      } else {
        this.#stored.delete(edit);
        if (!this.#wanted.has(edit)) this.#held.delete(edit);
      }
    }
  }

  /** A write that failed has changed nothing: what it was the first to write is not there, and need not be removed. */
  #notWritten(fresh: readonly StoredEdit[]): void {
    for (const { edit } of fresh) {
      if (this.#underWay.has(edit)) continue;
      this.#held.delete(edit);
      if (is(this.#wanted, edit, undefined)) this.#wanted.delete(edit);
    }
  }

  #fail(batch: Batch): void {
    this.#isFailing = true;
    this.#release(batch);
  }

  #release(batch: Batch): void {
    this.#options.released([...batch.values()].filter((record) => record !== undefined));
  }

  #tryAgain(): void {
    if (this.#retry !== undefined) return;
    this.#retry = this.#options.timers.set(() => {
      this.#retry = undefined;
      this.#next();
    }, RETRY_MS);
  }
}

/** Whether the batch has exactly this under the number: the record, or the removal. */
function is(batch: Batch, edit: number, record: StoredEdit | undefined): boolean {
  return batch.has(edit) && batch.get(edit) === record;
}
