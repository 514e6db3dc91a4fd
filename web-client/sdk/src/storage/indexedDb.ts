import type { AssetStore, KeptAsset } from '../assets/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import type { Picture, PictureStore } from '../pictures/index.ts';
import type { Props } from '../protocol/change.ts';
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
    count: (project, client) =>
      database.run('outbox', 'readonly', (store) => {
        const request = store.count(client === undefined ? within(project) : within(project, client));
        return () => request.result;
      }),
    clients: (project) => database.run('outbox', 'readonly', (store) => partsIn(store, [project])),
    projects: () => database.run('outbox', 'readonly', (store) => partsIn(store, [])),
  };
}

/** Stacks that a tab has not changed for so long, in milliseconds, are forgotten: the tab was closed. */
export const UNDO_KEPT_MS = 30 * 24 * 3_600_000;

/** Stacks that are kept, one for each project in each tab, at most. */
export const MOST_UNDO = 200;

/** The stacks as a row, with when they were stored, in milliseconds since 1970; left out by what was stored earlier. */
type UndoRow = KeptStacks & { readonly at?: number };

/** The undo stacks in IndexedDB, separate for each tab. */
export function indexedDbUndo(
  database: Database<EditStore>,
  tab: () => Promise<string>,
  date: () => number = Date.now,
): UndoStore {
  return {
    async load(project) {
      const key = [project, await tab()];
      return database.run('undo', 'readonly', (store) => {
        const request: IDBRequest<UndoRow | undefined> = store.get(key);
        return () => request.result && stacksOf(request.result);
      });
    },
    async save(project, stacks) {
      const key = [project, await tab()];
      return database.run('undo', 'readwrite', (store) => {
        store.put({ ...stacks, at: date() } satisfies UndoRow, key);
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
    async sweep() {
      const oldest = date() - UNDO_KEPT_MS;
      const rows = (await database.run('undo', 'readonly', ages)).sort((a, b) => b.at - a.at);
      const old = rows.filter(({ at }, place) => place >= MOST_UNDO || (at > 0 && at < oldest));
      if (old.length === 0) return;
      await database.run('undo', 'readwrite', (store) => {
        for (const { key } of old) store.delete(key);
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
    sent: (project, fileId) =>
      database.change<KeptAsset>('assets', [project, fileId], (asset) =>
        asset?.refused === undefined ? asset && { ...asset, isSent: true } : undefined,
      ),
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
    projects: () => database.run('assets', 'readonly', (store) => partsIn(store, [])),
  };
}

/** Pictures in IndexedDB: one row for each project, and one for each of its objects. */
export function indexedDbPictures(database: Database<'pictures'>): PictureStore {
  return {
    all: () =>
      database.run('pictures', 'readonly', (store) => {
        const pictures: Picture[] = [];
        const request = store.openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (cursor === null) return;
          const [project, id] = cursor.key as [string, string?];
          if (id === undefined) pictures.push(cursor.value as Picture);
          cursor.continue([project, []]);
        };
        return () => pictures;
      }),
    ids: (project) =>
      database.run('pictures', 'readonly', (store) => {
        const request = store.getAllKeys(within(project));
        return () => request.result.flatMap((key) => (key as [string, string?])[1] ?? []);
      }),
    load: (project) =>
      database.run('pictures', 'readonly', (store) => {
        const keys = store.getAllKeys(within(project));
        const values: IDBRequest<unknown[]> = store.getAll(within(project));
        return () => {
          const rows = keys.result.map(
            (key, at) => [(key as [string, string?])[1], values.result[at]] as const,
          );
          const picture = rows.find(([id]) => id === undefined)?.[1] as Picture | undefined;
          const objects = rows.flatMap(([id, props]) =>
            id === undefined ? [] : [[id, props as Props] as const],
          );
          return picture && { picture, objects: new Map(objects) };
        };
      }),
    put: (project, objects) =>
      database.run('pictures', 'readwrite', (store) => {
        for (const [id, props] of objects) store.put(props, [project, id]);
        return nothing;
      }),
    finish: (picture, gone) =>
      database.run('pictures', 'readwrite', (store) => {
        for (const id of gone) store.delete([picture.project, id]);
        store.put(picture, [picture.project]);
        return nothing;
      }),
    remove: (project) =>
      database.run('pictures', 'readwrite', (store) => {
        store.delete(within(project));
        return nothing;
      }),
  };
}

function stacksOf({ at: _, ...stacks }: UndoRow): KeptStacks {
  return stacks;
}

/** When each row of undo stacks was stored; 0 where that is not known. One after the other: they may be large. */
function ages(store: IDBObjectStore): () => { key: IDBValidKey; at: number }[] {
  const rows: { key: IDBValidKey; at: number }[] = [];
  const request = store.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor === null) return;
    rows.push({ key: cursor.key, at: (cursor.value as UndoRow).at ?? 0 });
    cursor.continue();
  };
  return () => rows;
}

function nothing(): void {}

/** The range of keys that begin with these parts: an array sorts after every string and number. */
function within(...parts: string[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []]);
}

/** What follows these parts in keys. It jumps from one to the next: a long outbox costs no more than a short one. */
function partsIn(store: IDBObjectStore, before: readonly string[]): () => string[] {
  const parts: string[] = [];
  const request = store.openKeyCursor(within(...before));
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor === null) return;
    const part = (cursor.key as string[])[before.length] as string;
    parts.push(part);
    cursor.continue([...before, part, []]);
  };
  return () => parts;
}
