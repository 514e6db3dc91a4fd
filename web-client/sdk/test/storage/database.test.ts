import { IDBFactory, IDBKeyRange, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserTimers } from '../../src/ports/timers.ts';
import { BLOCKED_MS, RETRY_MS } from '../../src/storage/database.ts';
import { Database, EDITS, indexedDbOutbox, StorageFailure } from '../../src/storage/index.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }); // the fake database needs setImmediate
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const edit = { edit: 1, changes: [{ op: 'delete', id: 'a' }], at: 1 } as const;
const outboxIn = (factory: IDBFactory | undefined) =>
  indexedDbOutbox(new Database(EDITS, factory, browserTimers));

async function failureOf(call: Promise<unknown>): Promise<StorageFailure> {
  const failure = await call.then(
    () => undefined,
    (cause) => cause,
  );
  expect(failure).toBeInstanceOf(StorageFailure);
  return failure;
}

function openAt(factory: IDBFactory, version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('easel', version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** A factory whose opens fail while told to. */
function failing(name: string) {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  const control = { factory, failing: true, opens: 0 };
  factory.open = (...args) => {
    control.opens++;
    if (control.failing) throw new DOMException('no', name);
    return open(...args);
  };
  return control;
}

test('a browser without IndexedDB is told apart', async () => {
  expect((await failureOf(outboxIn(undefined).clients('p'))).reason).toBe('absent');
});

test('a private mode that refuses is told apart, and asked again only after a while', async () => {
  const private_ = failing('SecurityError');
  const outbox = outboxIn(private_.factory);
  expect((await failureOf(outbox.put('p', 'c', [edit]))).reason).toBe('refused');
  expect((await failureOf(outbox.put('p', 'c', [edit]))).reason).toBe('refused');
  expect(private_.opens).toBe(1);

  private_.failing = false;
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  await outbox.put('p', 'c', [edit]);
  expect(await outbox.read('p', 'c')).toEqual([edit]);
  expect(private_.opens).toBe(2);
});

test('lets go when another tab brings a newer form, and says so from then on', async () => {
  const factory = new IDBFactory();
  const outbox = outboxIn(factory);
  await outbox.put('p', 'c', [edit]);
  const newer = await openAt(factory, 99);
  expect((await failureOf(outbox.put('p', 'c', [edit]))).reason).toBe('newer');
  newer.close();
});

test('does not wait without end for a tab with an older form, and goes on once it is gone', async () => {
  const factory = new IDBFactory();
  const open = factory.open.bind(factory);
  factory.open = (name: string, version?: number) => open(name, (version ?? 1) + 1); // ours is the newer form
  const old = await new Promise<IDBDatabase>((resolve) => {
    const request = open('easel', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('outbox');
      request.result.createObjectStore('undo');
    };
    request.onsuccess = () => resolve(request.result);
  });
  const outbox = outboxIn(factory);
  const blocked = failureOf(outbox.clients('p'));
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { interval: 0 });
  await vi.advanceTimersByTimeAsync(BLOCKED_MS);
  expect((await blocked).reason).toBe('blocked');

  old.close();
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  expect(await outbox.clients('p')).toEqual([]);
});

test('a connection that comes after the wait was given up blocks nobody', async () => {
  const factory = new IDBFactory();
  const old = await openAt(factory, 1);
  const open = factory.open.bind(factory);
  factory.open = (name: string, version?: number) => open(name, (version ?? 1) + 1);
  const blocked = failureOf(outboxIn(factory).clients('p'));
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { interval: 0 });
  await vi.advanceTimersByTimeAsync(BLOCKED_MS);
  await blocked;
  old.close();
  (await openAt(factory, 99)).close();
});

test('a write is committed aloud, so that a closing tab need not live to see it', async () => {
  const outbox = outboxIn(new IDBFactory());
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
  await outbox.put('p', 'c', [edit]);
  expect(commit).toHaveBeenCalledTimes(1);
  await outbox.remove('p', 'c', [1]);
  expect(commit).toHaveBeenCalledTimes(2);
  commit.mockRestore();
});

test('opens again when the browser took the connection away', async () => {
  const factory = new IDBFactory();
  const database = new Database(EDITS, factory, browserTimers);
  const outbox = indexedDbOutbox(database);
  await outbox.put('p', 'c', [edit]);
  await database.run('outbox', 'readonly', (store) => {
    store.transaction.db.close(); // without an event to us
    return () => undefined;
  });
  expect(await outbox.read('p', 'c')).toEqual([edit]);
});

test('a full disk is told apart', async () => {
  const outbox = outboxIn(new IDBFactory());
  const put = storePut(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect((await failureOf(outbox.put('p', 'c', [edit]))).reason).toBe('full');
  put.mockRestore();
  await outbox.put('p', 'c', [edit]);
  expect(await outbox.read('p', 'c')).toEqual([edit]);
});

function storePut(instead: () => never) {
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(instead);
}
