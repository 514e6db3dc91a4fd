import { Api, ApiProblem, type Project } from '@easel/sdk';
import type { FileId } from '@excalidraw/excalidraw/element/types';
import type {
  BinaryFileData,
  BinaryFiles,
  DataURL,
  ExcalidrawImperativeAPI,
} from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';
import { AssetOutbox } from './AssetOutbox.ts';
import { blobOf, dataUrlOf } from './bytes.ts';
import { Retry } from './Retry.ts';

/**
 * The bytes of the board's images, which travel over HTTP and not among the edits. Own ones are kept in this browser
 * until the server has them; others' are fetched when an element shows them, again and again while they are missing:
 * their author may still be uploading.
 */
export class Images {
  readonly api = new Api({ origin: location.origin });
  readonly #project: Project;
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #redraw: (ids: readonly string[]) => void;
  readonly #say: (message: string) => void;
  readonly #outbox = new AssetOutbox();
  readonly #retry = new Retry();
  /** Files that are here or on their way, either way. */
  readonly #known = new Set<string>();
  #files: BinaryFiles = {};

  constructor(
    project: Project,
    canvas: ExcalidrawImperativeAPI,
    redraw: (ids: readonly string[]) => void,
    say: (message: string) => void,
  ) {
    this.#project = project;
    this.#canvas = canvas;
    this.#redraw = redraw;
    this.#say = say;
    void this.#resume();
  }

  /** Uploads images that are new on the canvas and fetches those it lacks. */
  look(elements: readonly Element[], files: BinaryFiles): void {
    if (files !== this.#files) {
      this.#files = files;
      for (const file of Object.values(files)) if (!this.#known.has(file.id)) void this.#take(file);
    }
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      if (!this.#known.has(element.fileId)) this.#fetch(element.fileId);
    }
  }

  close(): void {
    this.#retry.close();
  }

  async #resume(): Promise<void> {
    for (const { fileId, bytes } of await this.#outbox.ofProject(this.#project.id))
      this.#upload(fileId, bytes);
  }

  async #take(file: BinaryFileData): Promise<void> {
    this.#known.add(file.id);
    const bytes = blobOf(file.dataURL);
    // Where the browser keeps nothing (a private window), the upload has to do.
    await this.#outbox.keep({ project: this.#project.id, fileId: file.id, bytes }).catch(() => undefined);
    this.#upload(file.id, bytes);
  }

  #upload(fileId: string, bytes: Blob): void {
    this.#retry.run(async () => {
      try {
        await this.api.putAsset(this.#project.id, fileId, bytes);
      } catch (error) {
        // 409: the file is there, from somebody else. Anything else that is not passing will not pass later, either.
        if (!(error instanceof ApiProblem) || error.status === 503 || error.status === 429) throw error;
        if (error.status !== 409) {
          this.#say(`An image could not be kept: ${error.message}`);
        }
      }
      await this.#outbox.remove(this.#project.id, fileId).catch(() => undefined);
      this.#markSaved(fileId);
    });
  }

  #markSaved(fileId: string): void {
    const ids = [...this.#project.objects]
      .filter(([, props]) => props.fileId === fileId && props.status !== 'saved')
      .map(([id]) => id);
    if (ids.length === 0 || this.#project.status.readOnly) return;
    this.#project.edit(
      ids.map((id) => ({ op: 'patch', id, set: { status: 'saved' } })),
      { history: 'none' },
    );
    this.#redraw(ids);
  }

  #fetch(fileId: FileId): void {
    this.#known.add(fileId);
    this.#retry.run(async () => {
      const kept = await this.#outbox.get(this.#project.id, fileId).catch(() => undefined);
      const bytes = kept?.bytes ?? (await this.api.getAsset(this.#project.id, fileId));
      const dataURL = (await dataUrlOf(bytes)) as DataURL;
      const mimeType = bytes.type as BinaryFileData['mimeType'];
      this.#canvas.addFiles([{ id: fileId, dataURL, mimeType, created: Date.now() }]);
    });
  }
}
