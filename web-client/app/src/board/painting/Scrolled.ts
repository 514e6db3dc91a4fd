import { Region } from './region.ts';

/** Which part of a scene is to be seen on a picture. */
export interface View {
  /** What is added to a place in the scene. */
  readonly scrollX: number;
  readonly scrollY: number;
  /** Pixels for each unit of the scene. */
  readonly scale: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** How a picture comes to show another part of its scene. */
export interface Scroll {
  /** Where the scene lies on it then: as asked for, but for less than a pixel. */
  readonly scrollX: number;
  readonly scrollY: number;
  /** By how many pixels what it shows is moved. */
  readonly shift: readonly [x: number, y: number];
  /** What is not on it then, and whatever else is to be drawn. */
  readonly region: Region;
}

/**
 * Where a picture lies in its scene. It was drawn once, and has been moved since by whole pixels: then what is drawn
 * later fits to it.
 */
export class Scrolled {
  readonly #first: View;
  #moved: readonly [x: number, y: number] = [0, 0];

  /** @param first as it is drawn whole */
  constructor(first: View) {
    this.#first = first;
  }

  /** Undefined where nothing of it is seen any more. */
  to({ scrollX, scrollY, scale, width, height }: View): Scroll | undefined {
    const first = this.#first;
    const moved = [
      Math.round((scrollX - first.scrollX) * scale),
      Math.round((scrollY - first.scrollY) * scale),
    ] as const;
    const [x, y] = [moved[0] - this.#moved[0], moved[1] - this.#moved[1]];
    if (!(Math.abs(x) < width && Math.abs(y) < height)) return undefined;
    this.#moved = moved;
    const at = { scrollX: first.scrollX + moved[0] / scale, scrollY: first.scrollY + moved[1] / scale };
    const region = new Region({ left: -at.scrollX, top: -at.scrollY, scale, width, height });
    if (x !== 0) region.addBox([x > 0 ? 0 : width + x, 0, Math.abs(x), height]);
    if (y !== 0) region.addBox([0, y > 0 ? 0 : height + y, width, Math.abs(y)]);
    return { ...at, shift: [x, y], region };
  }
}

/** How far a picture that is moved as a whole reaches beyond what is seen, in pixels. */
export const MARGIN = 256;

/** Of a picture, in pixels. Three of this size, as there are while something is dragged, are 200 MB. */
export const LARGEST = 1 << 24;

/** Where a scene lies on such a picture, and where the picture lies on the canvas. */
export interface Place {
  readonly scrollX: number;
  readonly scrollY: number;
  /** In pixels. */
  readonly left: number;
  readonly top: number;
  /** Whether all is where it is exactly, and not at the next pixel. */
  readonly isExact: boolean;
}

/**
 * A picture that reaches beyond what is seen: it can be moved as a whole for a while, without a look at what is on it.
 * Then it shows another part of its scene.
 */
export class Floating {
  #first: Pick<View, 'scrollX' | 'scrollY' | 'scale'> | undefined;

  /** Where it is to lie, so that the scene is where it is asked for. */
  to({ scrollX, scrollY, scale }: Pick<View, 'scrollX' | 'scrollY' | 'scale'>): Place {
    if (this.#first?.scale !== scale) this.#first = { scrollX, scrollY, scale };
    const [x, y] = [along(this.#first.scrollX, scrollX, scale), along(this.#first.scrollY, scrollY, scale)];
    const at = { scrollX: x.scroll, scrollY: y.scroll, left: x.place, top: y.place };
    return { ...at, isExact: x.isExact && y.isExact };
  }

  /** What it shows is drawn anew, where it is then. */
  forget(): void {
    this.#first = undefined;
  }
}

function along(first: number, now: number, scale: number) {
  const exact = (now - first) * scale;
  const moved = Math.round(exact);
  const step = Math.round(moved / MARGIN) * MARGIN;
  return {
    scroll: first + (step + MARGIN) / scale,
    place: moved - step - MARGIN,
    isExact: exact === 0,
  };
}

/** Makes a canvas empty, and its context as a new one. */
export function reset(canvas: HTMLCanvasElement): void {
  const { width } = canvas;
  canvas.width = width;
}

/** Gives back the memory of a canvas that is used no more. */
export function free(canvas: HTMLCanvasElement): void {
  [canvas.width, canvas.height] = [0, 0];
}

/** Moves what is on a canvas. What comes into view is as it was, or empty. */
export function move(context: CanvasRenderingContext2D, [x, y]: Scroll['shift']): void {
  if (x === 0 && y === 0) return;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'copy';
  context.drawImage(context.canvas, x, y);
  context.restore();
}

/**
 * Miter limits that look like the usual one, and that only the end of a context's state takes away: where the canvas is
 * resized, or its context is lost, what is on it is gone, and nothing else tells.
 */
const KEPT = 10.5;
const WITHIN = 10.25;

/** Remembers in a context that its canvas shows what was drawn on it. */
export function keep(context: CanvasRenderingContext2D): void {
  context.miterLimit = KEPT;
}

/** Whether a canvas still shows what was drawn on it, and nothing was left behind that what is drawn depends on. */
export function isKept(context: CanvasRenderingContext2D): boolean {
  return context.miterLimit === KEPT;
}

/** Draws only there. What fails to restore what it has saved leaves the context as one that is not kept. */
export function within(context: CanvasRenderingContext2D, region: Region, draw: () => void): void {
  if (region.share() === 0) return;
  context.save();
  context.miterLimit = WITHIN;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  for (const box of region.boxes()) context.rect(...box);
  context.clip();
  try {
    draw();
  } finally {
    context.restore();
  }
}
