/** A database of the browser: its name and its form. */
export interface Schema<StoreName extends string> {
  readonly name: string;
  /** Raised when a store is added. */
  readonly version: number;
  /** Each store, with what it is made with. */
  readonly stores: { readonly [name in StoreName]: IDBObjectStoreParameters };
  /** When a write counts as committed: handed to the operating system (`relaxed`), or on the disk (`strict`). */
  readonly durability: 'relaxed' | 'strict';
}

export type EditStore = 'outbox' | 'undo';

/**
 * Own edits, by project, client and number, and undo steps, by project and tab. Relaxed: what is committed survives the
 * page, the tab and the browser, which is what D3 asks. Only a power cut may take the last seconds, and most of those
 * are at the server by then. Strict would wait for the disk each time, tens of milliseconds, while a drawing hand makes
 * thirty writes a second.
 */
export const EDITS: Schema<EditStore> = {
  name: 'easel',
  version: 1,
  stores: { outbox: {}, undo: {} },
  durability: 'relaxed',
};

/** Own assets, in the database that pages had before the SDK had assets: what they left in it is sent. */
export const ASSETS: Schema<'assets'> = {
  name: 'easel-assets',
  version: 1,
  stores: { assets: { keyPath: ['project', 'fileId'] } },
  durability: 'strict',
};

/**
 * What boards looked like, by project, and their objects, by project and id. In a database of its own: a new store in
 * that of the edits would need a new version of it, which tabs with an older one open hold up.
 */
export const PICTURES: Schema<'pictures'> = {
  name: 'easel-pictures',
  version: 1,
  stores: { pictures: {} },
  durability: 'relaxed',
};

/** Notes of the app, by project and name. In a database of its own, as pictures are. */
export const NOTES: Schema<'notes'> = {
  name: 'easel-notes',
  version: 1,
  stores: { notes: {} },
  durability: 'relaxed',
};
