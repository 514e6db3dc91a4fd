import type { Bounds } from '../adapter/pick.ts';
import { Region, type Viewport } from '../painting/region.ts';

/**
 * A picture of what Excalidraw's canvas shows, behind that canvas, of which only a part is seen then: where something
 * has changed since. So Excalidraw has to draw no more than that part. It holds as long as the view is not moved.
 */
export class Backdrop {
  readonly #canvas: HTMLCanvasElement;
  readonly #picture: HTMLCanvasElement;
  readonly #region: Region;

  /** @param canvas the one that elements are drawn on; it shows all of them now */
  constructor(canvas: HTMLCanvasElement, view: Viewport) {
    this.#canvas = canvas;
    this.#picture = canvas.cloneNode() as HTMLCanvasElement;
    this.#picture.getContext('2d')?.drawImage(canvas, 0, 0);
    this.#region = new Region(view);
    canvas.before(this.#picture);
  }

  /** Takes in where something has changed: it is seen from the next `reveal` on. */
  add(changed: readonly Bounds[]): void {
    for (const bounds of changed) this.#region.add(bounds);
  }

  /** Whether something there has to be drawn on the canvas. */
  touches(bounds: Bounds): boolean {
    return this.#region.touches(bounds);
  }

  /** The canvas shows now what touches the region. */
  reveal(): void {
    this.#canvas.style.clipPath = `path("${this.#region.path()}")`;
  }

  /** The canvas shows all again. */
  remove(): void {
    this.#canvas.style.clipPath = '';
    this.#picture.remove();
  }
}
