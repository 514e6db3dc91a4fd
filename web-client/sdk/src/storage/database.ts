import type { TimerId, Timers } from '../ports/timers.ts';
import { StorageFailure } from './failure.ts';
import type { Schema } from './schemas.ts';

/** After an open has failed, calls fail at once for this time, in milliseconds; the next one tries again. */
export const RETRY_MS = 5_000;
/** How long an open waits for a tab that has an older version open, in milliseconds. */
export const BLOCKED_MS = 3_000;

/** Makes its requests at once, and returns what reads their results after the commit. */
export type Work<T> = (store: IDBObjectStore) => () => T;

/**
 * One IndexedDB database, opened at the first use and again when the browser closed it. A failed open fails the
 * calls that wait for it, and the first call after `RETRY_MS` tries again.
 */
export class Database<StoreName extends string> {
  readonly #schema: Schema<StoreName>;
  readonly #factory: IDBFactory | undefined;
  readonly #timers: Timers;
  #opening: Promise<IDBDatabase> | undefined;
  #current: IDBDatabase | undefined;

  constructor(schema: Schema<StoreName>, factory: IDBFactory | undefined, timers: Timers) {
    this.#schema = schema;
    this.#factory = factory;
    this.#timers = timers;
  }

  /** Runs `work` in one transaction and resolves with its result, once that is committed. */
  run<T>(store: StoreName, mode: IDBTransactionMode, work: Work<T>): Promise<T> {
    return this.#run(store, mode, work, mode === 'readwrite');
  }

  /** Reads a row that has its key in it, and writes what becomes of it, if anything; in one transaction. */
  change<Row>(
    store: StoreName,
    key: IDBValidKey,
    to: (row: Row | undefined) => Row | undefined,
  ): Promise<void> {
    const work: Work<void> = (rows) => {
      const request: IDBRequest<Row | undefined> = rows.get(key);
      request.onsuccess = () => {
        const row = to(request.result);
        if (row !== undefined) rows.put(row);
      };
      return () => undefined;
    };
    return this.#run(store, 'readwrite', work, false);
  }

  /** @param isWhole whether the work makes all its requests at once, and writes */
  async #run<T>(store: StoreName, mode: IDBTransactionMode, work: Work<T>, isWhole: boolean): Promise<T> {
    try {
      const database = await this.#connection();
      const transaction =
        this.#begin(database, store, mode) ?? this.#begin(await this.#reopen(database), store, mode);
      if (transaction === undefined) throw new StorageFailure('failed');
      return await finish(transaction, store, work, isWhole);
    } catch (cause) {
      throw StorageFailure.of(cause);
    }
  }

  /** Closes the connection; the next call opens another. */
  close(): void {
    if (this.#current !== undefined) this.#letGo(this.#current);
  }

  #connection(): Promise<IDBDatabase> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** A connection in place of one that the browser has closed without an event. */
  #reopen(lost: IDBDatabase): Promise<IDBDatabase> {
    this.#letGo(lost);
    return this.#connection();
  }

  #letGo(database: IDBDatabase): void {
    database.close();
    if (this.#current !== database) return;
    this.#current = undefined;
    this.#opening = undefined;
  }

  #open(): Promise<IDBDatabase> {
    const opening = open(this.#schema, this.#factory, this.#timers).then((database) => {
      this.#current = database;
      // Another tab brings a newer version, or deletes the database: it waits until we close.
      database.onversionchange = () => this.#letGo(database);
      database.onclose = () => this.#letGo(database);
      return database;
    });
    opening.catch(() => {
      this.#timers.set(() => {
        if (this.#opening === opening) this.#opening = undefined;
      }, RETRY_MS);
    });
    return opening;
  }

  /** `undefined` when the connection is gone. */
  #begin(database: IDBDatabase, store: StoreName, mode: IDBTransactionMode): IDBTransaction | undefined {
    try {
      return database.transaction(store, mode, { durability: this.#schema.durability });
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'InvalidStateError') return undefined;
      throw failure;
    }
  }
}

function open(schema: Schema<string>, factory: IDBFactory | undefined, timers: Timers): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (factory === undefined) throw new StorageFailure('absent');
    const request = factory.open(schema.name, schema.version);
    let givenUp = false;
    let timer: TimerId | undefined;
    request.onblocked = () => {
      timer = timers.set(() => {
        givenUp = true;
        reject(new StorageFailure('blocked'));
      }, BLOCKED_MS);
    };
    request.onupgradeneeded = () => addStores(request.result, schema);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (timer !== undefined) timers.clear(timer);
      // Nobody will use it; left open, it would block the next upgrade.
      if (givenUp) request.result.close();
      else resolve(request.result);
    };
  });
}

function addStores(database: IDBDatabase, { stores }: Schema<string>): void {
  for (const [name, parameters] of Object.entries(stores)) {
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, parameters);
  }
}

function finish<T>(transaction: IDBTransaction, store: string, work: Work<T>, isWhole: boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    transaction.onabort = () => reject(transaction.error);
    try {
      const result = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(result());
      // An explicit commit does not wait for the requests' events, which a closing tab would no longer handle.
      if (isWhole) transaction.commit();
    } catch (cause) {
      reject(cause);
      transaction.abort(); // all or none
    }
  });
}
