import type { Assets } from '@easel/sdk';
import type { FileId } from '@excalidraw/excalidraw/element/types';
import type {
  BinaryFileData,
  BinaryFiles,
  DataURL,
  ExcalidrawImperativeAPI,
} from '@excalidraw/excalidraw/types';
import { t } from '../../words/board.ts';
import type { Element } from '../adapter/element.ts';
import { blobOf, dataUrlOf } from './dataUrl.ts';
import { FetchQueue } from './FetchQueue.ts';
import type { OwnImages } from './OwnImages.ts';

export interface ImageOptions {
  readonly own: OwnImages;
  readonly canvas: ExcalidrawImperativeAPI;
  /** Draws these objects again. */
  readonly redraw: (ids: readonly string[]) => void;
  /** Tells the person that this browser keeps no images. */
  readonly notKept: () => void;
}

/** The board's images: those that are new on the canvas are uploaded, and those that it lacks are fetched. */
export class Images {
  readonly #options: ImageOptions;
  /** Files that are here or on their way, either way. */
  readonly #known = new Set<string>();
  readonly #missing: FetchQueue<Element>;
  #files: BinaryFiles = {};
  /** The elements at the last look. One that shows another image is another element, among other ones. */
  #looked: readonly Element[] = [];
  #isClosed = false;

  constructor(options: ImageOptions) {
    const { own, redraw, notKept } = options;
    this.#options = options;
    this.#missing = new FetchQueue({
      fetch: (fileId) => this.#fetch(fileId as FileId),
      isSeen: (element) => this.#isSeen(element),
      later: (run, ms) => setTimeout(run, ms),
    });
    own.redraw = redraw;
    void own.areKept.then((areKept) => {
      if (!areKept) notKept();
    });
  }

  get uploads(): Assets['uploads'] {
    return this.#options.own.uploads;
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
    if (elements === this.#looked) return;
    const looked = this.#looked;
    this.#looked = elements;
    for (let at = 0; at < elements.length; at++) {
      const element = elements[at] as Element;
      if (element === looked[at]) continue;
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      if (this.#known.has(element.fileId)) continue;
      this.#known.add(element.fileId);
      this.#missing.want(element.fileId, element);
    }
  }

  /** The bytes of an image, if this browser keeps them. */
  kept(fileId: string): Promise<Blob | undefined> {
    return this.#options.own.assets.kept(fileId);
  }

  /** The canvas goes. What is on its way to the server goes on. */
  close(): void {
    this.#isClosed = true;
    this.#missing.clear();
    this.#options.own.redraw = () => undefined;
  }

  #upload(file: BinaryFileData): void {
    this.#known.add(file.id);
    try {
      void this.uploads.add(file.id, blobOf(file.dataURL));
    } catch {
      this.uploads.addUnreadable(file.id, t('board.refused.unreadable'));
    }
  }

  #isSeen({ x, y, width, height }: Element): boolean {
    const { scrollX, scrollY, zoom, ...seen } = this.#options.canvas.getAppState();
    const [left, top] = [x + scrollX, y + scrollY];
    const [right, bottom] = [seen.width / zoom.value, seen.height / zoom.value];
    return left < right && top < bottom && left + width > 0 && top + height > 0;
  }

  #fetch(fileId: FileId): Promise<void> {
    return this.#options.own.assets.fetch(fileId, async (bytes) => {
      const dataURL = (await dataUrlOf(bytes)) as DataURL;
      const mimeType = bytes.type as BinaryFileData['mimeType'];
      if (this.#isClosed) return;
      this.#options.canvas.addFiles([{ id: fileId, dataURL, mimeType, created: Date.now() }]);
    });
  }
}
