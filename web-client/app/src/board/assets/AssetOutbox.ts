/** An image's bytes, kept in this browser until the server has them. */
export interface KeptAsset {
  readonly project: string;
  readonly fileId: string;
  readonly bytes: Blob;
}

const DATABASE = 'easel-assets';
const STORE = 'assets';

/** Images not uploaded yet, in IndexedDB: drawn offline, they outlive the tab. One row for each `(project, file)`. */
export class AssetOutbox {
  readonly #database = open();

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
    const transaction = (await this.#database).transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    transaction.commit();
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: ['project', 'fileId'] });
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
