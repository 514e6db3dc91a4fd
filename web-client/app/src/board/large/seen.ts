import { remembered } from './remembered.ts';

/** What of an element tells where it is. */
export interface Placed {
  readonly type?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly points?: readonly (readonly number[])[];
}

interface Versioned extends Placed {
  readonly version: number;
}

/** Left, top, right and bottom, in scene coordinates. */
export type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

/** Numbers for each element: left, top, right and bottom of what it may reach. */
const EACH = 4;

/**
 * The elements that may touch a rectangle of the scene, among all of a board. How far each may reach is kept until the
 * element is another, or has another version: a look at 50,000 is one at 50,000 numbers.
 */
export class Seen<T extends Versioned> {
  #elements: readonly T[] = [];
  #known: T[] = [];
  #versions = new Int32Array(0);
  #reaches = new Float64Array(0);
  readonly #isFar: (element: T) => boolean | undefined;

  /** @param isFar whether something of an element may be anywhere: it is looked at closely, wherever */
  constructor(isFar: (element: T) => boolean | undefined = () => false) {
    this.#isFar = isFar;
  }

  /** In the order of the elements; those of them that are accepted. */
  among(
    elements: readonly T[],
    [left, top, right, bottom]: Rectangle,
    accepts: (element: T) => boolean,
  ): readonly T[] {
    if (elements !== this.#elements) this.#become(elements);
    const [known, versions, reaches] = [this.#known, this.#versions, this.#reaches];
    const found: T[] = [];
    for (let at = 0, place = 0; at < elements.length; at++, place += EACH) {
      const element = elements[at] as T;
      if (known[at] !== element || versions[at] !== element.version) this.#note(element, at);
      const isOutside =
        (reaches[place] as number) > right ||
        (reaches[place + 1] as number) > bottom ||
        (reaches[place + 2] as number) < left ||
        (reaches[place + 3] as number) < top;
      if (!isOutside && accepts(element)) found.push(element);
    }
    return found;
  }

  /** Where elements were before is kept for those that are at the same places. */
  #become(elements: readonly T[]): void {
    this.#elements = elements;
    this.#known.length = elements.length;
    if (elements.length * EACH <= this.#reaches.length) return;
    // With room for some more, as one is added after the other.
    const room = Math.ceil(elements.length * 1.1) + 100;
    const [versions, reaches] = [new Int32Array(room), new Float64Array(room * EACH)];
    versions.set(this.#versions);
    reaches.set(this.#reaches);
    [this.#versions, this.#reaches] = [versions, reaches];
  }

  #note(element: T, at: number): void {
    this.#known[at] = element;
    this.#versions[at] = element.version;
    this.#reaches.set(this.#isFar(element) ? EVERYWHERE : reachOf(element), at * EACH);
  }
}

const EVERYWHERE: Rectangle = [-Infinity, -Infinity, Infinity, Infinity];

/**
 * What an element may touch. It is looked at before the element's outline is computed, which takes a hundred times as
 * long: no outline, turned or curved, reaches further than this. Everywhere, where that is not known.
 */
function reachOf(element: Placed): Rectangle {
  const { x, y } = element;
  const reach = distanceOf(element);
  return reach === Infinity ? EVERYWHERE : [x - reach, y - reach, x + reach, y + reach];
}

/** The same for one rectangle, without memory of the element. */
export function mayTouch(element: Placed, ...[left, top, right, bottom]: Rectangle): boolean {
  const { x, y } = element;
  const reach = distanceOf(element);
  return !(x - reach > right || x + reach < left || y - reach > bottom || y + reach < top);
}

/** How far from its place it may reach. */
function distanceOf({ type, x, y, width, height, points }: Placed): number {
  if (points !== undefined && (points[0]?.[0] !== 0 || points[0]?.[1] !== 0)) return Infinity;
  // The size of a stroke may be anything: it is drawn by its points.
  const farthest = type === 'freedraw' && points !== undefined ? farthestOf(points) : 0;
  const reach = 2 * (Math.abs(width) + Math.abs(height)) + 4 * farthest + 100;
  return Number.isNaN(x + y + reach) ? Infinity : reach;
}

/** How far the points of a stroke are from its place. */
const farthestOf = remembered((points: readonly (readonly number[])[]) => {
  let farthest = 0;
  for (const [x = NaN, y = NaN] of points) farthest = Math.max(farthest, Math.abs(x) + Math.abs(y));
  return farthest;
});
