import { type Api, ApiProblem } from '../http/index.ts';
import type { AssetStore } from './assetStore.ts';
import { Retries, type RetryPorts } from './retries.ts';
import { type UploadOptions, Uploads } from './uploads.ts';

export interface AssetOptions extends Pick<UploadOptions, 'project' | 'stored' | 'explain' | 'isAble'> {
  readonly api: Api;
}

export interface AssetPorts extends RetryPorts {
  readonly store: AssetStore;
}

/**
 * The bytes of a project's images, which travel over HTTP and not among the edits. Own ones are kept in this browser
 * until the server has them; those of peers are fetched, again and again while they are missing: their author may still
 * be uploading.
 */
export class Assets {
  readonly uploads: Uploads;
  readonly #options: AssetOptions;
  readonly #store: AssetStore;
  readonly #retries: Retries;

  constructor(options: AssetOptions, ports: AssetPorts) {
    const { api, project, stored, explain, isAble } = options;
    const { store } = ports;
    const put = (fileId: string, bytes: Blob) => api.putAsset(project, fileId, bytes);
    this.#options = options;
    this.#store = store;
    this.#retries = new Retries(ports);
    this.uploads = new Uploads({ project, put, store, retries: this.#retries, stored, explain, isAble });
  }

  /**
   * Gets the bytes, from this browser or from the server, and hands them over once; both are tried until they work.
   * What is returned is fulfilled once they are handed over, or the server has said that it does not have them yet.
   */
  fetch(fileId: string, handOver: (bytes: Blob) => Promise<void>): Promise<void> {
    const { api, project } = this.#options;
    return new Promise((told) => {
      this.#retries.run(async () => {
        try {
          const kept = await this.#store.get(project, fileId).catch(() => undefined);
          await handOver(kept?.bytes ?? (await api.getAsset(project, fileId)));
          told();
        } catch (failure) {
          if (failure instanceof ApiProblem && failure.status === 404) told();
          throw failure;
        }
      });
    });
  }

  /** The bytes, if they are kept in this browser. */
  async kept(fileId: string): Promise<Blob | undefined> {
    const kept = await this.#store.get(this.#options.project, fileId).catch(() => undefined);
    return kept?.bytes;
  }

  /** Sends nothing any longer. What is not on the server stays in this browser for the next page load. */
  close(): void {
    this.#retries.close();
    this.uploads.close();
  }
}
