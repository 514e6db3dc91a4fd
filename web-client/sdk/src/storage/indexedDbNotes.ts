import type { NoteStore } from '../notes/index.ts';
import type { Database } from './database.ts';

/** Notes that nobody has put for so long, in milliseconds, are forgotten. */
export const NOTES_KEPT_MS = 30 * 24 * 3_600_000;

/** Notes that are kept, of all projects, at most. */
export const MOST_NOTES = 1_000;

interface Row {
  readonly value: unknown;
  /** When it was put, in milliseconds since 1970. */
  readonly at: number;
}

/** Notes in IndexedDB, one row for each project and name. */
export function indexedDbNotes(database: Database<'notes'>, date: () => number = Date.now): NoteStore {
  return {
    all: (project) =>
      database.run('notes', 'readonly', (store) => {
        const range = IDBKeyRange.bound([project], [project, []]);
        const keys = store.getAllKeys(range);
        const rows: IDBRequest<Row[]> = store.getAll(range);
        return () =>
          new Map(rows.result.map(({ value }, at) => [(keys.result[at] as [string, string])[1], value]));
      }),
    put: (project, name, value) =>
      database.run('notes', 'readwrite', (store) => {
        store.put({ value, at: date() } satisfies Row, [project, name]);
        return () => undefined;
      }),
    remove: (project, name) =>
      database.run('notes', 'readwrite', (store) => {
        store.delete([project, name]);
        return () => undefined;
      }),
    async sweep() {
      const oldest = date() - NOTES_KEPT_MS;
      const rows = (await database.run('notes', 'readonly', ages)).sort((a, b) => b.at - a.at);
      const old = rows.filter(({ at }, place) => place >= MOST_NOTES || at < oldest);
      if (old.length === 0) return;
      await database.run('notes', 'readwrite', (store) => {
        for (const { key } of old) store.delete(key);
        return () => undefined;
      });
    },
  };
}

/** When each was put. */
function ages(store: IDBObjectStore): () => { key: IDBValidKey; at: number }[] {
  const keys = store.getAllKeys();
  const rows: IDBRequest<Row[]> = store.getAll();
  return () => rows.result.map(({ at }, place) => ({ key: keys.result[place] as IDBValidKey, at }));
}
