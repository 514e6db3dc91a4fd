import type { Api } from '../http/index.ts';
import { browserTimers } from '../ports/timers.ts';
import { Database, StorageFailure } from '../storage/index.ts';
import { pathOf } from './browserPorts.ts';

/** A value of the app that this browser keeps, whichever project is open. */
export interface KeptValue<T> {
  /** Undefined where there is none yet, or the browser keeps nothing. Rejects with a `StorageFailure` otherwise. */
  load(): Promise<T | undefined>;
  /** Resolves once it is on the disk; rejects with a `StorageFailure`. */
  save(value: T): Promise<void>;
}

export interface KeptAt {
  /** A database of its own; those of servers below different paths are apart. */
  readonly database: string;
  readonly store: string;
  readonly key: string;
}

export function keptValue<T>(
  api: Pick<Api, 'origin'>,
  { database, store, key }: KeptAt,
  factory: IDBFactory | undefined = globalThis.indexedDB,
): KeptValue<T> {
  const name = database + pathOf(api.origin);
  const kept = new Database<string>(
    { name, version: 1, stores: { [store]: {} }, durability: 'strict' },
    factory,
    browserTimers,
  );
  return {
    load: () =>
      kept
        .run(store, 'readonly', (rows) => {
          const request: IDBRequest<T | undefined> = rows.get(key);
          return () => request.result;
        })
        .catch((failure) => {
          if (failure instanceof StorageFailure && isNone(failure)) return undefined;
          throw failure;
        }),
    save: (value) =>
      kept.run(store, 'readwrite', (rows) => {
        rows.put(value, key);
        return () => undefined;
      }),
  };
}

/** Whether the browser has no storage for us. */
function isNone({ reason }: StorageFailure): boolean {
  return reason === 'absent' || reason === 'refused';
}
