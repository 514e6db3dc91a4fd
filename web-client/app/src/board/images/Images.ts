import { type Api, type Assets, openAssets, type Project } from '@easel/sdk';
import type { FileId } from '@excalidraw/excalidraw/element/types';
import type {
  BinaryFileData,
  BinaryFiles,
  DataURL,
  ExcalidrawImperativeAPI,
} from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';
import { blobOf, dataUrlOf } from './dataUrl.ts';
import { explain, UNREADABLE } from './explain.ts';

export interface ImageOptions {
  readonly api: Api;
  readonly project: Project;
  readonly canvas: ExcalidrawImperativeAPI;
  /** Draws these objects again. */
  readonly redraw: (ids: readonly string[]) => void;
  /** Tells the person that this browser keeps no images. */
  readonly notKept: () => void;
}

/** The board's images: those that are new on the canvas are uploaded, and those that it lacks are fetched. */
export class Images {
  readonly #options: ImageOptions;
  readonly #assets: Assets;
  /** Files that are here or on their way, either way. */
  readonly #known = new Set<string>();
  #files: BinaryFiles = {};
  #isClosed = false;

  constructor(options: ImageOptions) {
    const { api, project, notKept } = options;
    this.#options = options;
    this.#assets = openAssets({
      api,
      project: project.id,
      explain,
      stored: (fileId) => this.#markSaved(fileId),
    });
    void this.uploads.resume().then((isKeeping) => {
      if (!isKeeping) notKept();
    });
  }

  get uploads(): Assets['uploads'] {
    return this.#assets.uploads;
  }

  /** Called at every change of the canvas. */
  look(elements: readonly Element[], files: BinaryFiles): void {
    if (files !== this.#files) {
      this.#files = files;
      for (const file of Object.values(files)) if (!this.#known.has(file.id)) this.#upload(file);
    }
    this.fetchMissing(elements);
  }

  /** Fetches images of these elements that are not here. */
  fetchMissing(elements: readonly Element[]): void {
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      if (!this.#known.has(element.fileId)) this.#fetch(element.fileId);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#assets.close();
  }

  #upload(file: BinaryFileData): void {
    this.#known.add(file.id);
    try {
      void this.uploads.add(file.id, blobOf(file.dataURL));
    } catch {
      this.uploads.addUnreadable(file.id, UNREADABLE);
    }
  }

  /** Others fetch an image once its element says that it is saved. */
  #markSaved(fileId: string): void {
    const { project, redraw } = this.#options;
    const ids = [...project.objects]
      .filter(([, props]) => props.fileId === fileId && props.status !== 'saved')
      .map(([id]) => id);
    if (ids.length === 0 || project.status.readOnly) return;
    project.edit(
      ids.map((id) => ({ op: 'patch', id, set: { status: 'saved' } })),
      { history: 'none' },
    );
    redraw(ids);
  }

  #fetch(fileId: FileId): void {
    this.#known.add(fileId);
    this.#assets.fetch(fileId, async (bytes) => {
      const dataURL = (await dataUrlOf(bytes)) as DataURL;
      const mimeType = bytes.type as BinaryFileData['mimeType'];
      if (this.#isClosed) return;
      this.#options.canvas.addFiles([{ id: fileId, dataURL, mimeType, created: Date.now() }]);
    });
  }
}
