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
  /** Bounded by the edits that are unsettled, and those that the store may hold. */
  #queue = new Map<number, StoredEdit | undefined>();
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

  write(records: Batch): void {
    for (const [edit, record] of records) this.#enqueue(edit, record);
    if (this.#isFailing) this.#release(this.#queue);
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

  /** Writes what is there without waiting for the write under way. Resolves when both have ended, written or not. */
  async writeNow(): Promise<void> {
    const before = this.#writing;
    await Promise.all([before, this.#writeBatch()]);
  }

  #enqueue(edit: number, record: StoredEdit | undefined): void {
    if (record || this.#held.has(edit)) this.#queue.set(edit, record);
    else this.#queue.delete(edit);
  }

  #next(): void {
    if (this.#isWaiting || this.#writing || this.#queue.size === 0) return;
    this.#writing = this.#writeBatch().finally(() => {
      this.#writing = undefined;
      if (!this.#isFailing) this.#next();
    });
  }

  async #writeBatch(): Promise<void> {
    const { store, project, client, timers } = this.#options;
    const batch: Batch = this.#queue;
    this.#queue = new Map();
    const records = [...batch.values()].filter((record) => record !== undefined);
    const gone = [...batch.keys()].filter((edit) => batch.get(edit) === undefined);
    if (batch.size === 0) return;
    const fresh = records.filter(({ edit }) => !this.#held.has(edit));
    for (const { edit } of fresh) this.#held.add(edit);
    const late = timers.set(() => this.#fail(batch), KEEP_WITHIN_MS);
    try {
      // In one write: an edit that took another number must never be there under both, nor under none.
      await store.put(project, client, records, gone);
      for (const { edit } of records) this.#held.add(edit); // an earlier write that failed may have said otherwise
      for (const record of records) this.#stored.set(record.edit, record);
      for (const edit of gone) this.#stored.delete(edit);
      for (const edit of gone) if (!this.#queue.has(edit)) this.#held.delete(edit);
      this.#isFailing = false;
      this.#release(batch);
    } catch {
      for (const { edit } of fresh) this.#held.delete(edit); // a write that failed has changed nothing
      const later = this.#queue;
      this.#queue = new Map();
      for (const [edit, record] of [...batch, ...later]) this.#enqueue(edit, record);
      this.#fail(batch);
      this.#tryAgain();
    } finally {
      timers.clear(late);
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
