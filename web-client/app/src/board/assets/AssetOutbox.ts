/** An image's bytes, kept in this browser until the server has them. */
export interface KeptAsset {
  readonly project: string;
  readonly fileId: string;
  readonly bytes: Blob;
  /** Why the server will not have it: not to be sent unasked. */
  readonly refused?: string;
}

const DATABASE = 'easel-assets';
const STORE = 'assets';

/** Images not uploaded yet, in IndexedDB: drawn offline, they outlive the tab. One row for each `(project, file)`. */
export class AssetOutbox {
  #database: Promise<IDBDatabase> | undefined;

  async keep(asset: KeptAsset): Promise<void> {
    await this.#run('readwrite', (store) => store.put(asset));
  }

  async remove(project: string, fileId: string): Promise<void> {
    await this.#run('readwrite', (store) => store.delete([project, fileId]));
  }

  get(project: string, fileId: string): Promise<KeptAsset | undefined> {
    return this.#run('readonly', (store) => store.get([project, fileId]));
  }

  ofProject(project: string): Promise<KeptAsset[]> {
    const range = IDBKeyRange.bound([project], [project, []]);
    return this.#run('readonly', (store) => store.getAll(range));
  }

  async #run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await this.#open()).transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    transaction.commit();
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /** Asked for when it is needed, and again where the browser refused it or has closed it. */
  #open(): Promise<IDBDatabase> {
    const forget = () => {
      this.#database = undefined;
    };
    this.#database ??= open(forget);
    this.#database.catch(forget);
    return this.#database;
  }
}

async function open(closed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: ['project', 'fileId'] });
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      request.result.onclose = closed;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}
