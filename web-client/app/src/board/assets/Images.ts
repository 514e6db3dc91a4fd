import { Api, type Project } from '@easel/sdk';
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
import { Uploads } from './Uploads.ts';

/**
 * The bytes of the board's images, which travel over HTTP and not among the edits. Own ones are kept in this browser
 * until the server has them; others' are fetched when an element shows them, again and again while they are missing:
 * their author may still be uploading.
 */
export class Images {
  readonly api = new Api({ origin: location.origin });
  readonly uploads: Uploads;
  readonly #project: Project;
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #redraw: (ids: readonly string[]) => void;
  readonly #outbox = new AssetOutbox();
  readonly #retry = new Retry();
  /** Files that are here or on their way, either way. */
  readonly #known = new Set<string>();
  #files: BinaryFiles = {};
  #isClosed = false;

  constructor(
    project: Project,
    canvas: ExcalidrawImperativeAPI,
    redraw: (ids: readonly string[]) => void,
    say: (message: string) => void,
  ) {
    this.#project = project;
    this.#canvas = canvas;
    this.#redraw = redraw;
    this.uploads = new Uploads(project.id, {
      put: (fileId, bytes) => this.api.putAsset(project.id, fileId, bytes),
      outbox: this.#outbox,
      retry: this.#retry,
      stored: (fileId) => this.#markSaved(fileId),
    });
    void this.uploads.resume().then((isKeeping) => {
      if (!isKeeping) say('This browser keeps no images. Leave this tab open until the board says Saved.');
    });
  }

  /** Uploads images that are new on the canvas and fetches those it lacks. */
  look(elements: readonly Element[], files: BinaryFiles): void {
    if (files !== this.#files) {
      this.#files = files;
      for (const file of Object.values(files)) if (!this.#known.has(file.id)) this.#take(file);
    }
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      if (!this.#known.has(element.fileId)) this.#fetch(element.fileId);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#retry.close();
    this.uploads.close();
  }

  #take(file: BinaryFileData): void {
    this.#known.add(file.id);
    try {
      void this.uploads.add(file.id, blobOf(file.dataURL));
    } catch {
      this.uploads.unreadable(file.id);
    }
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
      if (!this.#isClosed) this.#canvas.addFiles([{ id: fileId, dataURL, mimeType, created: Date.now() }]);
    });
  }
}
