import type { ApiProblem } from '../http/index.ts';
import { AssetRefused } from './assetRefused.ts';
import type { AssetStore } from './assetStore.ts';
import { outcomeOf } from './outcome.ts';
import type { Retries } from './retries.ts';
import { stateOf, UNKNOWN_UPLOADS, type Upload, type UploadState } from './uploadState.ts';

export interface UploadOptions {
  readonly project: string;
  readonly put: (fileId: string, bytes: Blob) => Promise<void>;
  readonly store: Pick<AssetStore, 'keep' | 'remove' | 'ofProject'>;
  readonly retries: Pick<Retries, 'run' | 'now'>;
  /**
   * Called once the server has an asset, which is kept until this resolves. When it throws, the asset is uploaded again
   * later, and it is called again.
   */
  readonly stored: (fileId: string) => void | Promise<void>;
  /** Whether this person may change the project now; without it they may. */
  readonly isAble?: (() => boolean) | undefined;
  /** Why the server refused an asset, in words for the person. */
  readonly explain: (problem: ApiProblem) => string;
}

/** Own assets on their way to the server. Their bytes stay in this browser until they are there, or are dismissed. */
export class Uploads {
  readonly #options: UploadOptions;
  readonly #uploads = new Map<string, Upload>();
  readonly #listeners = new Set<() => void>();
  #state = UNKNOWN_UPLOADS;
  #isComplete = false;
  #isClosed = false;

  constructor(options: UploadOptions) {
    this.#options = options;
  }

  /** As it is now; another object after each change. */
  get state(): UploadState {
    return this.#state;
  }

  /** Calls the listener after each change of `state`; returns what ends that. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Goes on with what older page loads left. Resolves to whether this browser's storage could be read. */
  async resume(): Promise<boolean> {
    const { store, project } = this.#options;
    const left = await store.ofProject(project).catch(() => undefined);
    for (const { fileId, bytes, refused } of left ?? []) {
      if (this.#isClosed || this.#uploads.has(fileId)) continue;
      this.#uploads.set(fileId, { bytes, kept: 'yes', why: refused });
      if (refused === undefined) this.#send(fileId, bytes);
    }
    this.#isComplete = true;
    this.#notify();
    return left !== undefined;
  }

  /**
   * Keeps an asset in this browser and uploads it. Resolves once it is kept, or cannot be. Of somebody who may only
   * look at the project none is taken.
   */
  async add(fileId: string, bytes: Blob): Promise<void> {
    if (this.#uploads.has(fileId) || this.#options.isAble?.() === false) return;
    const upload: Upload = { bytes, kept: 'not yet', why: undefined };
    this.#uploads.set(fileId, upload);
    this.#notify();
    upload.kept = (await this.#keep(fileId, upload)) ? 'yes' : 'no';
    this.#notify();
    this.#send(fileId, bytes);
  }

  /** Counts an asset as refused whose bytes cannot be read. */
  addUnreadable(fileId: string, why: string): void {
    this.#uploads.set(fileId, { bytes: undefined, kept: 'no', why });
    this.#notify();
  }

  /** Tries once more what was refused: the person wants it. */
  retry(): void {
    for (const [fileId, upload] of this.#uploads) {
      if (upload.why === undefined || upload.bytes === undefined) continue;
      upload.why = undefined;
      this.#send(fileId, upload.bytes);
    }
    this.#notify();
  }

  /** Forgets what was refused: the person wants it. */
  async dismiss(): Promise<void> {
    for (const [fileId, { why }] of [...this.#uploads]) if (why !== undefined) await this.#forget(fileId);
  }

  /** Forgets these: the person has them elsewhere. */
  async forget(given: Iterable<string>): Promise<void> {
    for (const fileId of given) if (this.#uploads.has(fileId)) await this.#forget(fileId);
  }

  /** Resolves once no asset waits; rejects with `AssetRefused`, or when all is closed. */
  flush(): Promise<void> {
    this.#options.retries.now();
    return new Promise((resolve, reject) => {
      let end = (): void => undefined;
      const look = () => {
        const { waiting, refused, isComplete } = this.#state;
        if (!this.#isClosed && (waiting > 0 || !isComplete)) return;
        end();
        const [first] = refused;
        if (this.#isClosed) reject(new Error('the project was closed'));
        else if (first) reject(new AssetRefused(first.why));
        else resolve();
      };
      end = this.onChange(look);
      look();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#notify();
  }

  #send(fileId: string, bytes: Blob): void {
    this.#options.retries.run(async () => {
      // It is kept, and is sent when this person may change the project.
      if (this.#options.isAble?.() === false) throw new Error('the project is only looked at');
      const why = await this.#put(fileId, bytes);
      // It is kept, and the next page load sends it.
      if (this.#isClosed) return;
      if (why !== undefined) return this.#refuse(fileId, why);
      await this.#options.stored(fileId);
      await this.#forget(fileId);
    });
  }

  /** Resolves to why the server refuses it, if so; rejects when it is to be tried again. */
  async #put(fileId: string, bytes: Blob): Promise<string | undefined> {
    try {
      await this.#options.put(fileId, bytes);
    } catch (failure) {
      const outcome = outcomeOf(failure);
      if (outcome.kind === 'later') throw failure;
      if (outcome.kind === 'refused') return this.#options.explain(outcome.problem);
    }
    return undefined;
  }

  async #refuse(fileId: string, why: string): Promise<void> {
    const upload = this.#uploads.get(fileId);
    if (upload === undefined) return;
    upload.why = why;
    this.#notify();
    await this.#keep(fileId, upload);
  }

  #keep(fileId: string, { bytes, why }: Upload): Promise<boolean> {
    if (bytes === undefined) return Promise.resolve(false);
    const { project, store } = this.#options;
    return store.keep({ project, fileId, bytes, ...(why !== undefined && { refused: why }) }).then(
      () => true,
      () => false,
    );
  }

  /** What cannot be removed from this browser is sent again by the next page load, which is harmless. */
  async #forget(fileId: string): Promise<void> {
    await this.#options.store.remove(this.#options.project, fileId).catch(() => undefined);
    this.#uploads.delete(fileId);
    this.#notify();
  }

  #notify(): void {
    this.#state = stateOf(this.#uploads, this.#isComplete);
    for (const listener of [...this.#listeners]) listener();
  }
}
