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
