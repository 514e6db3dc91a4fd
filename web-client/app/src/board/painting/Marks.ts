import { turned } from './drawing.ts';
import type { Bounds } from './region.ts';
import {
  Floating,
  free,
  isKept,
  keep,
  LARGEST,
  MARGIN,
  move,
  type Place,
  reset,
  Scrolled,
  within,
} from './Scrolled.ts';

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
  /** It reaches beyond what is seen, and is moved as a whole. */
  #picture: HTMLCanvasElement | undefined;
  readonly #floating = new Floating();
  readonly #watched = new WeakSet<HTMLCanvasElement>();
  #scrolled: Scrolled | undefined;
  #drawn: readonly Outline[] = [];
  #scale = 0;
  /** Whether all are to be drawn again, where they are exactly. */
  #isResting = false;
  #isMoved = false;
  /** Whether outlines were among what was drawn last. */
  #isOutlined = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** Calls what draws all that is above the elements, outlines among them, and calls it `again` when they rest. */
  draw<A extends { readonly canvas: HTMLCanvasElement | null }, R>(
    asked: A,
    draw: (asked: A) => R,
    again: () => void,
  ): R {
    const { canvas } = asked;
    if (canvas !== null && !this.#watched.has(canvas)) {
      this.#watched.add(canvas);
      // A context that was lost comes back empty.
      canvas.addEventListener('contextrestored', again);
    }
    clearTimeout(this.#rest);
    this.#isOutlined = false;
    const result = draw(asked);
    // Excalidraw outlines nothing while a line's points are shown, whatever was selected before.
    if (!this.#isOutlined) this.#free();
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
    this.#isOutlined = true;
    if (outlines.length < FEW) {
      this.#free();
      for (const outline of outlines) drawOne(context, look, outline);
      return;
    }
    const { canvas } = context;
    const transform = context.getTransform();
    const picture = this.#pictureOf(canvas);
    const on = picture?.getContext('2d') ?? null;
    // The browser has no memory for it.
    if (picture === undefined || on === null) {
      for (const outline of outlines) drawOne(context, look, outline);
      return;
    }
    const [one, first] = [outlines[0] as O, this.#drawn[0]];
    const isSame =
      first !== undefined &&
      !this.#isResting &&
      isKept(on) &&
      this.#scale === transform.a &&
      this.#drawn.length === outlines.length &&
      outlines.every((outline, at) => isMoved(this.#drawn[at] as Outline, outline, first, one));
    const moved = isSame ? this.#moved(look, picture, [one.x1 - first.x1, one.y1 - first.y1]) : undefined;
    const place = moved?.place ?? this.#anew(look, picture, transform.a);
    if (moved === undefined) {
      on.setTransform(transform);
      for (const outline of outlines) drawOne(on, { ...look, ...scrollOf(place) }, outline);
      keep(on);
      this.#drawn = outlines;
    } else {
      const { scroll, at } = moved;
      this.#isMoved ||= !place.isExact;
      move(on, scroll.shift);
      within(on, scroll.region, () => {
        on.clearRect(0, 0, picture.width, picture.height);
        on.setTransform(transform);
        for (const [order, outline] of outlines.entries())
          if (scroll.region.touches(around(this.#drawn[order] as Outline, look.zoom.value)))
            drawOne(on, { ...look, ...at }, outline);
      });
    }
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(picture, place.left, place.top);
    context.restore();
  }

  /** Where the picture lies when what is outlined has been moved by so much; undefined where nothing of it is seen. */
  #moved(look: Look, { width, height }: HTMLCanvasElement, [x, y]: readonly [number, number]) {
    const scale = this.#scale;
    const place = this.#floating.to({ scrollX: look.scrollX + x, scrollY: look.scrollY + y, scale });
    const scroll = this.#scrolled?.to({ ...place, scale, width, height });
    return scroll && { place, scroll, at: { scrollX: place.scrollX - x, scrollY: place.scrollY - y } };
  }

  /** Where it lies when all is drawn on it anew. */
  #anew({ scrollX, scrollY }: Look, picture: HTMLCanvasElement, scale: number): Place {
    reset(picture);
    this.#floating.forget();
    const place = this.#floating.to({ scrollX, scrollY, scale });
    this.#scrolled = new Scrolled({ ...place, scale, width: picture.width, height: picture.height });
    this.#scale = scale;
    this.#isMoved = false;
    return place;
  }

  /** Undefined where it would take too much memory. */
  #pictureOf(canvas: HTMLCanvasElement): HTMLCanvasElement | undefined {
    const [width, height] = [canvas.width + 2 * MARGIN, canvas.height + 2 * MARGIN];
    if (width * height > LARGEST) {
      this.#free();
      return undefined;
    }
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

function scrollOf({ scrollX, scrollY }: Place): Pick<Look, 'scrollX' | 'scrollY'> {
  return { scrollX, scrollY };
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
