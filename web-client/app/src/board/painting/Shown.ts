import { isFrame, type Known, type Shape, turned } from './drawing.ts';
import { BEYOND, type Bounds } from './region.ts';
import { type Scroll, Scrolled, type View } from './Scrolled.ts';

interface Dense extends View {
  /** Pixels of the picture for each of the page. */
  readonly dense: number;
}

/** What has to be drawn, so that a picture shows something else. */
export interface Step<E> extends Scroll {
  /** The elements that touch the region, in their order. */
  readonly touching: readonly E[];
}

/** By how much elements have been moved since they were drawn, all alike. */
export type Offset = readonly [x: number, y: number];

/** An element as it was drawn. */
interface Part<E> extends Pick<Shape, 'version' | 'x' | 'y' | 'angle' | 'opacity' | 'frameId' | 'link'> {
  readonly element: E;
  readonly crop: unknown;
  readonly scale: unknown;
  readonly shape: unknown;
  readonly picture: unknown;
}

interface Item<E> {
  own: Part<E>;
  text: Part<E> | undefined;
  /** Whether it has the mark of a link. */
  readonly isMarked: boolean;
  readonly bounds: Bounds;
  /** Its place in the order. */
  at: number;
}

const NOWHERE: Offset = [0, 0];
/** Two places are one. */
const NEAR = 1e-6;
/** The mark of a link, beside its element: how far it is away, on the page. */
const MARK = 60;
/** Where more of a picture than this is another, all of it is drawn. */
const MOST = 0.6;

/**
 * Which elements a picture shows, where, and how they looked when they were drawn. So what is to be drawn can be found
 * out when something has changed: what is drawn already is moved, by whole pixels, and only the edge and what is
 * another is drawn. It holds the elements of one drawing.
 */
export class Shown<E extends Shape> {
  readonly #known: Known<E>;
  #items = new Map<E, Item<E>>();
  /** Undefined until it is drawn. */
  #scrolled: Scrolled | undefined;

  constructor(known: Known<E>) {
    this.#known = known;
  }

  /**
   * What is to be done, so that these elements are seen, in their order; undefined where it is best to draw them all.
   * Either is taken as done: call `drawn` when it is.
   *
   * @param offset by how much all of them have been moved since they were drawn first, where they are being moved
   * @param isSelected whether an element is selected: links of those are not marked
   */
  next(
    view: Dense,
    elements: readonly E[],
    all: ReadonlyMap<string, E>,
    isSelected: (id: string) => boolean,
    offset?: Offset,
  ): Step<E> | undefined {
    const [x, y] = offset ?? NOWHERE;
    const lying = { ...view, scrollX: view.scrollX + x, scrollY: view.scrollY + y };
    const scroll = this.#scrolled?.to(lying);
    const region = scroll?.region;
    const before = this.#items;
    const items = new Map<E, Item<E>>();
    let isWhole = false;
    let [last, kept] = [-1, 0];
    for (const element of elements) {
      if (isWithin(element, all)) continue;
      const old = before.get(element);
      const text = this.#known.textOf(element, all) ?? undefined;
      const isMarked = Boolean(element.link) && !isSelected(element.id);
      if (old !== undefined) {
        kept++;
        if (old.isMarked === isMarked && this.#isSame(old, element, text, offset)) {
          // What is drawn is above what was below it.
          if (old.at < last) isWhole = true;
          last = old.at;
          items.set(element, old);
          continue;
        }
        region?.add(old.bounds);
      }
      if (isFrame(element)) isWhole = true;
      const bounds = this.#boundsOf(element, text, all, isMarked, view, offset);
      region?.add(bounds);
      const own = this.#partOf(element, offset);
      items.set(element, { own, text: text && this.#partOf(text, offset), isMarked, bounds, at: 0 });
    }
    if (kept < before.size)
      for (const [element, { bounds }] of before) {
        if (items.has(element)) continue;
        if (isFrame(element)) isWhole = true;
        region?.add(bounds);
      }
    let at = 0;
    for (const item of items.values()) item.at = at++;
    this.#items = items;
    if (isWhole || scroll === undefined || scroll.region.share() > MOST) {
      this.#scrolled = new Scrolled(lying);
      return undefined;
    }
    const touching: E[] = [];
    if (scroll.region.share() > 0)
      for (const [element, { bounds }] of items) if (scroll.region.touches(bounds)) touching.push(element);
    return { ...scroll, scrollX: scroll.scrollX - x, scrollY: scroll.scrollY - y, touching };
  }

  /** These elements have been drawn, and have new pictures perhaps. */
  drawn(elements: readonly E[]): void {
    for (const element of elements) {
      const item = this.#items.get(element);
      if (item === undefined) continue;
      item.own = this.#looked(item.own);
      item.text &&= this.#looked(item.text);
    }
  }

  /** These have not been drawn: they are new when they are asked for next. */
  leave(elements: Iterable<E>): void {
    for (const element of elements) this.#items.delete(element);
  }

  #isSame({ own, text }: Item<E>, element: E, itsText: E | undefined, offset?: Offset): boolean {
    if (!this.#isAsDrawn(own, element, offset) || text?.element !== itsText) return false;
    return text === undefined || this.#isAsDrawn(text, text.element, offset);
  }

  #isAsDrawn(part: Part<E>, element: E, offset?: Offset): boolean {
    const [x, y] = offset ?? NOWHERE;
    return (
      this.#known.shapeOf(element) === part.shape &&
      this.#known.pictureOf(element) === part.picture &&
      Math.abs(element.x - x - part.x) < NEAR &&
      Math.abs(element.y - y - part.y) < NEAR &&
      // What is moved has another version, too.
      (element.version === part.version ||
        (offset !== undefined &&
          element.angle === part.angle &&
          element.opacity === part.opacity &&
          element.frameId === part.frameId &&
          element.link === part.link &&
          element.crop === part.crop &&
          element.scale === part.scale))
    );
  }

  #partOf(element: E, [x, y]: Offset = NOWHERE): Part<E> {
    const { version, angle, opacity, frameId, link, crop, scale } = element;
    const place = { x: element.x - x, y: element.y - y };
    const looks = { shape: this.#known.shapeOf(element), picture: this.#known.pictureOf(element) };
    return { element, version, ...place, angle, opacity, frameId, link, crop, scale, ...looks };
  }

  #looked(part: Part<E>): Part<E> {
    const [shape, picture] = [this.#known.shapeOf(part.element), this.#known.pictureOf(part.element)];
    return shape === part.shape && picture === part.picture ? part : { ...part, shape, picture };
  }

  /** Within which an element is drawn, but for what anything may be drawn beyond its bounds. */
  #boundsOf(
    element: E,
    text: E | undefined,
    all: ReadonlyMap<string, E>,
    isMarked: boolean,
    view: Dense,
    [x, y]: Offset = NOWHERE,
  ): Bounds {
    let [left, top, right, bottom] = turned(this.#known.boundsOf(element, all), element.angle);
    const dense = Math.min(1, view.dense);
    let beyond = beyondOf(element) / dense;
    if (text !== undefined) {
      const of = turned(this.#known.boundsOf(text, all), text.angle);
      [left, top] = [Math.min(left, of[0]), Math.min(top, of[1])];
      [right, bottom] = [Math.max(right, of[2]), Math.max(bottom, of[3])];
      beyond = Math.max(beyond, beyondOf(text) / dense);
    }
    if (isMarked) beyond += (MARK * view.dense) / view.scale;
    const more = Math.max(0, beyond - BEYOND);
    return [left - x - more, top - y - more, right - x + more, bottom - y + more];
  }
}

/** Whether an element is a text that is drawn with what it belongs to. */
function isWithin<E extends Shape>({ containerId }: E, all: ReadonlyMap<string, E>): boolean {
  return Boolean(containerId) && all.has(containerId as string);
}

/** How far beyond its bounds an element's picture reaches. */
function beyondOf({ type, strokeWidth, fontSize = 0 }: Shape): number {
  if (type === 'freedraw') return 12 * strokeWidth;
  return type === 'text' ? fontSize / 2 : BEYOND;
}
