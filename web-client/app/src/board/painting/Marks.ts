import { turned } from './drawing.ts';
import type { Bounds } from './region.ts';
import { free, isKept, keep, move, reset, Scrolled, within } from './Scrolled.ts';

/** The outline of what is selected, in scene coordinates; not turned. */
export interface Outline {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly angle: number;
  readonly selectionColors: readonly string[];
  readonly dashed: boolean;
  readonly activeEmbeddable: boolean;
  /** Between it and what it is around, on the page. */
  readonly padding?: number;
}

interface Look {
  readonly scrollX: number;
  readonly scrollY: number;
  readonly zoom: { readonly value: number };
}

type DrawOne<L extends Look, O extends Outline> = (
  context: CanvasRenderingContext2D,
  look: L,
  outline: O,
) => void;

/** Fewer are drawn as they are. */
const FEW = 200;
/** Two places are one. */
const NEAR = 1e-6;
/** How far beyond what is selected its outline is drawn, on the page. */
const BEYOND = 12;
/** When nothing has moved for so long, in milliseconds, all are drawn where they are exactly. */
const REST_MS = 200;

/** The outlines of many selected elements, drawn once, and moved as long as they are moved together. */
export class Marks {
  #picture: HTMLCanvasElement | undefined;
  #scrolled: Scrolled | undefined;
  #drawn: readonly Outline[] = [];
  #scale = 0;
  /** Whether all are to be drawn again, where they are exactly. */
  #isResting = false;
  #isMoved = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** Calls what draws all that is above the elements, outlines among them, and calls it `again` when they rest. */
  draw<A, R>(asked: A, draw: (asked: A) => R, again: () => void): R {
    clearTimeout(this.#rest);
    const result = draw(asked);
    this.#isResting = false;
    if (this.#isMoved)
      this.#rest = setTimeout(() => {
        this.#isResting = true;
        again();
      }, REST_MS);
    return result;
  }

  cancel(): void {
    clearTimeout(this.#rest);
    this.#free();
  }

  outline<L extends Look, O extends Outline>(
    context: CanvasRenderingContext2D,
    look: L,
    outlines: readonly O[],
    drawOne: DrawOne<L, O>,
  ): void {
    if (outlines.length < FEW) {
      this.#free();
      for (const outline of outlines) drawOne(context, look, outline);
      return;
    }
    const { canvas } = context;
    const transform = context.getTransform();
    const picture = this.#pictureOf(canvas);
    const on = picture.getContext('2d');
    const [one, first] = [outlines[0] as O, this.#drawn[0]];
    if (on === null) return;
    const isSame =
      first !== undefined &&
      isKept(on) &&
      this.#scale === transform.a &&
      this.#drawn.length === outlines.length &&
      outlines.every((outline, at) => isMoved(this.#drawn[at] as Outline, outline, first, one));
    const [x, y] = isSame ? [one.x1 - first.x1, one.y1 - first.y1] : [0, 0];
    const view = {
      ...{ scrollX: look.scrollX + x, scrollY: look.scrollY + y },
      ...{ scale: transform.a, width: canvas.width, height: canvas.height },
    };
    const scroll = isSame && !this.#isResting ? this.#scrolled?.to(view) : undefined;
    if (scroll === undefined) {
      reset(picture);
      on.setTransform(transform);
      for (const outline of outlines) drawOne(on, look, outline);
      keep(on);
      this.#drawn = outlines;
      this.#scale = transform.a;
      this.#scrolled = new Scrolled(view);
      this.#isMoved = false;
    } else {
      this.#isMoved ||= scroll.shift.some((pixels) => pixels !== 0);
      const at = { ...look, scrollX: scroll.scrollX - x, scrollY: scroll.scrollY - y };
      move(on, scroll.shift);
      within(on, scroll.region, () => {
        on.clearRect(0, 0, canvas.width, canvas.height);
        on.setTransform(transform);
        for (const [place, outline] of outlines.entries())
          if (scroll.region.touches(around(this.#drawn[place] as Outline, look.zoom.value)))
            drawOne(on, at, outline);
      });
    }
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(picture, 0, 0);
    context.restore();
  }

  #pictureOf({ width, height }: HTMLCanvasElement): HTMLCanvasElement {
    const old = this.#picture;
    if (old?.width === width && old.height === height) return old;
    if (old) free(old);
    const picture = document.createElement('canvas');
    [picture.width, picture.height] = [width, height];
    this.#drawn = [];
    this.#picture = picture;
    return picture;
  }

  #free(): void {
    if (this.#picture) free(this.#picture);
    [this.#picture, this.#scrolled, this.#drawn, this.#isMoved] = [undefined, undefined, [], false];
  }
}

/** Whether an outline is as another one was, and lies where that lay from the first one. */
function isMoved(was: Outline, is: Outline, firstWas: Outline, firstIs: Outline): boolean {
  return (
    Math.abs(is.x1 - firstIs.x1 - (was.x1 - firstWas.x1)) < NEAR &&
    Math.abs(is.y1 - firstIs.y1 - (was.y1 - firstWas.y1)) < NEAR &&
    Math.abs(is.x2 - firstIs.x1 - (was.x2 - firstWas.x1)) < NEAR &&
    Math.abs(is.y2 - firstIs.y1 - (was.y2 - firstWas.y1)) < NEAR &&
    is.angle === was.angle &&
    is.dashed === was.dashed &&
    is.activeEmbeddable === was.activeEmbeddable &&
    is.padding === was.padding &&
    is.selectionColors.length === was.selectionColors.length &&
    is.selectionColors.every((color, at) => color === was.selectionColors[at])
  );
}

/** Within which an outline is drawn. */
function around({ x1, y1, x2, y2, angle }: Outline, zoom: number): Bounds {
  const more = BEYOND / zoom;
  return turned([x1 - more, y1 - more, x2 + more, y2 + more], angle);
}

/** Those of Excalidraw's canvas: there is one. */
export const marks = new Marks();
