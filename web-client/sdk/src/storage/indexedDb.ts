import type { AssetStore, KeptAsset } from '../assets/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import type { KeptStacks, UndoStore } from '../undo/index.ts';
import type { Database } from './database.ts';
import type { EditStore } from './schemas.ts';

/** The outbox in IndexedDB. */
export function indexedDbOutbox(database: Database<EditStore>): OutboxStore {
  return {
    put: (project, client, edits, gone = []) =>
      database.run('outbox', 'readwrite', (store) => {
        for (const edit of gone) store.delete([project, client, edit]);
        for (const edit of edits) store.put(edit, [project, client, edit.edit]);
        return nothing;
      }),
    remove: (project, client, edits) =>
      database.run('outbox', 'readwrite', (store) => {
        for (const edit of edits) store.delete([project, client, edit]);
        return nothing;
      }),
    read: (project, client) =>
      database.run('outbox', 'readonly', (store) => {
        const request: IDBRequest<StoredEdit[]> = store.getAll(within(project, client));
        return () => request.result;
      }),
    clients: (project) => database.run('outbox', 'readonly', (store) => clientsIn(store, project)),
  };
}

/** The undo stacks in IndexedDB, separate for each tab. */
export function indexedDbUndo(database: Database<EditStore>, tab: () => Promise<string>): UndoStore {
  return {
    async load(project) {
      const key = [project, await tab()];
      return database.run('undo', 'readonly', (store) => {
        const request: IDBRequest<KeptStacks | undefined> = store.get(key);
        return () => request.result;
      });
    },
    async save(project, stacks) {
      const key = [project, await tab()];
      return database.run('undo', 'readwrite', (store) => {
        store.put(stacks, key);
        return nothing;
      });
    },
    async clear(project) {
      const key = [project, await tab()];
      return database.run('undo', 'readwrite', (store) => {
        store.delete(key);
        return nothing;
      });
    },
  };
}

/** Assets in IndexedDB, one row for each project and file. */
export function indexedDbAssets(database: Database<'assets'>): AssetStore {
  return {
    keep: (asset) =>
      database.run('assets', 'readwrite', (store) => {
        store.put(asset);
        return nothing;
      }),
    remove: (project, fileId) =>
      database.run('assets', 'readwrite', (store) => {
        store.delete([project, fileId]);
        return nothing;
      }),
    get: (project, fileId) =>
      database.run('assets', 'readonly', (store) => {
        const request: IDBRequest<KeptAsset | undefined> = store.get([project, fileId]);
        return () => request.result;
      }),
    ofProject: (project) =>
      database.run('assets', 'readonly', (store) => {
        const request: IDBRequest<KeptAsset[]> = store.getAll(within(project));
        return () => request.result;
      }),
  };
}

function nothing(): void {}

/** The range of keys that begin with these parts: an array sorts after every string and number. */
function within(...parts: string[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []]);
}

/** Jumps from client to client, so that a long outbox costs no more than a short one. */
function clientsIn(store: IDBObjectStore, project: string): () => string[] {
  const clients: string[] = [];
  const request = store.openKeyCursor(within(project));
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor === null) return;
    const client = (cursor.key as [string, string, number])[1];
    clients.push(client);
    cursor.continue([project, client, []]);
  };
  return () => clients;
}
