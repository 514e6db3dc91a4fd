import type { ApiProblem } from '@easel/sdk';
import type { AssetOutbox } from './AssetOutbox.ts';
import { meaningOf, refusalOf } from './answers.ts';
import type { Retry } from './Retry.ts';

/** An image that is not on the server and not on its way there. */
export interface RefusedImage {
  readonly fileId: string;
  readonly why: string;
  /** Whether its bytes are here to be sent again. */
  readonly canRetry: boolean;
}

/** What there is to tell of own images that the server does not have. */
export interface ImagesState {
  /** On their way. */
  readonly waiting: number;
  /** Of those, the ones this browser is only about to keep. */
  readonly keeping: number;
  /** Of those, the ones this browser could not keep. */
  readonly unkept: number;
  readonly refused: readonly RefusedImage[];
  /** Whether it is known what older page loads left. */
  readonly isComplete: boolean;
}

export const UNKNOWN: ImagesState = { waiting: 0, keeping: 0, unkept: 0, refused: [], isComplete: false };

export interface UploadPorts {
  readonly put: (fileId: string, bytes: Blob) => Promise<void>;
  readonly outbox: Pick<AssetOutbox, 'keep' | 'remove' | 'ofProject'>;
  readonly retry: Retry;
  /** The server has it. Throws where that cannot be noted now. */
  readonly stored: (fileId: string) => void;
}

interface Upload {
  readonly bytes: Blob | undefined;
  kept: 'not yet' | 'yes' | 'no';
  /** Why the server will not have it; undefined while it is on its way. */
  why: string | undefined;
}

/** Own images on their way to the server. Their bytes stay in this browser until they are there, or let go of. */
export class Uploads {
  readonly #project: string;
  readonly #ports: UploadPorts;
  readonly #uploads = new Map<string, Upload>();
  readonly #listeners = new Set<() => void>();
  #state = UNKNOWN;
  #isComplete = false;
  #isClosed = false;

  constructor(project: string, ports: UploadPorts) {
    this.#project = project;
    this.#ports = ports;
  }

  /** As it is now; another object after each change. */
  get state(): ImagesState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on with what older page loads left. Resolves to whether this browser could be asked. */
  async resume(): Promise<boolean> {
    const left = await this.#ports.outbox.ofProject(this.#project).catch(() => undefined);
    for (const { fileId, bytes, refused } of left ?? []) {
      if (this.#isClosed || this.#uploads.has(fileId)) continue;
      this.#uploads.set(fileId, { bytes, kept: 'yes', why: refused });
      if (refused === undefined) this.#send(fileId, bytes);
    }
    this.#isComplete = true;
    this.#tell();
    return left !== undefined;
  }

  async add(fileId: string, bytes: Blob): Promise<void> {
    if (this.#uploads.has(fileId)) return;
    const upload: Upload = { bytes, kept: 'not yet', why: undefined };
    this.#uploads.set(fileId, upload);
    this.#tell();
    upload.kept = (await this.#keep(fileId, upload)) ? 'yes' : 'no';
    this.#tell();
    this.#send(fileId, bytes);
  }

  /** An image whose bytes nobody can read. */
  unreadable(fileId: string): void {
    const why = 'It cannot be read. Insert it again.';
    this.#uploads.set(fileId, { bytes: undefined, kept: 'no', why });
    this.#tell();
  }

  /** Tries what was refused once more: the person wants so. */
  retry(): void {
    for (const [fileId, upload] of this.#uploads) {
      if (upload.why === undefined || upload.bytes === undefined) continue;
      upload.why = undefined;
      this.#send(fileId, upload.bytes);
    }
    this.#tell();
  }

  /** The person lets go of what was refused. */
  async dismiss(): Promise<void> {
    for (const [fileId, { why }] of [...this.#uploads]) if (why !== undefined) await this.#drop(fileId);
  }

  /** Resolves once no image waits; rejects when one was refused, or all is closed. */
  flush(): Promise<void> {
    this.#ports.retry.now();
    return new Promise((resolve, reject) => {
      let end = (): void => undefined;
      const look = () => {
        const { waiting, refused, isComplete } = this.#state;
        if (!this.#isClosed && (waiting > 0 || !isComplete)) return;
        end();
        if (this.#isClosed) reject(new Error('This board was closed.'));
        else if (refused.length > 0) reject(new Error(`An image is not saved. ${refused[0]?.why}`));
        else resolve();
      };
      end = this.subscribe(look);
      look();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#tell();
  }

  #send(fileId: string, bytes: Blob): void {
    this.#ports.retry.run(async () => {
      const why = await this.#put(fileId, bytes);
      // Kept, the next page load sees to it.
      if (this.#isClosed) return;
      if (why !== undefined) return this.#refuse(fileId, why);
      this.#ports.stored(fileId);
      await this.#drop(fileId);
    });
  }

  /** Resolves to why the server refuses it, if so; rejects when it is to be tried again. */
  async #put(fileId: string, bytes: Blob): Promise<string | undefined> {
    try {
      await this.#ports.put(fileId, bytes);
    } catch (error) {
      const meaning = meaningOf(error);
      if (meaning === 'later') throw error;
      if (meaning === 'refused') return refusalOf(error as ApiProblem);
    }
    return undefined;
  }

  async #refuse(fileId: string, why: string): Promise<void> {
    const upload = this.#uploads.get(fileId);
    if (upload === undefined) return;
    upload.why = why;
    this.#tell();
    await this.#keep(fileId, upload);
  }

  #keep(fileId: string, { bytes, why }: Upload): Promise<boolean> {
    if (bytes === undefined) return Promise.resolve(false);
    const asset = { project: this.#project, fileId, bytes, ...(why !== undefined && { refused: why }) };
    return this.#ports.outbox.keep(asset).then(
      () => true,
      () => false,
    );
  }

  /** What this browser cannot remove is sent again by the next page load, which is harmless. */
  async #drop(fileId: string): Promise<void> {
    await this.#ports.outbox.remove(this.#project, fileId).catch(() => undefined);
    this.#uploads.delete(fileId);
    this.#tell();
  }

  #tell(): void {
    const all = [...this.#uploads];
    const waiting = all.filter(([, { why }]) => why === undefined);
    const count = (kept: Upload['kept']) => waiting.filter(([, upload]) => upload.kept === kept).length;
    this.#state = {
      waiting: waiting.length,
      keeping: count('not yet'),
      unkept: count('no'),
      refused: all.flatMap(([fileId, { why, bytes }]) =>
        why === undefined ? [] : [{ fileId, why, canRetry: bytes !== undefined }],
      ),
      isComplete: this.#isComplete,
    };
    for (const listener of [...this.#listeners]) listener();
  }
}
