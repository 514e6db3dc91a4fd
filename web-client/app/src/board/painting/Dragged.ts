import { type Asked, type Known, type Shape, turned } from './drawing.ts';
import { type Draw, Painting } from './Painting.ts';
import { Floating, free, LARGEST, MARGIN, type Place } from './Scrolled.ts';
import type { Offset } from './Shown.ts';

/** Fewer that are dragged are drawn where they are. */
const MANY = 50;

/** What is seen while something is dragged, in the order in which it is drawn. */
export interface Layers<E> {
  readonly below: readonly E[];
  readonly dragged: readonly E[];
  readonly above: readonly E[];
}

/**
 * What is dragged is as one picture above the others, but for those that are above all of it. So what lies between two
 * elements that are dragged is below both as long as that goes on.
 */
export function layersOf<E>(elements: readonly E[], isDragged: (element: E) => boolean): Layers<E> {
  const top = elements.findLastIndex(isDragged) + 1;
  const [below, dragged]: [E[], E[]] = [[], []];
  for (const element of elements.slice(0, top)) (isDragged(element) ? dragged : below).push(element);
  return { below, dragged, above: elements.slice(top) };
}

/** The elements of a canvas while many of them are dragged: three pictures, one over the other. Free it. */
export class Dragged<E extends Shape> {
  readonly #below: Painting<E>;
  /** It reaches beyond what is seen, and is moved as a whole. */
  readonly #dragged: Painting<E>;
  readonly #floating = new Floating();
  /** What is on it. */
  #carried: ReadonlySet<E> = new Set();
  /** Which part of the scene that is. */
  #part = '';
  /** Made when it is needed. */
  #above: Painting<E> | undefined;
  readonly #make: () => Painting<E>;
  readonly #known: Known<E>;
  /** One of those that are dragged, and where it was. */
  readonly #one: E;
  readonly #x: number;
  readonly #y: number;
  #isWhole = false;
  #isBehind = false;

  private constructor(one: E, known: Known<E>, make: (margin?: number) => Painting<E>) {
    [this.#one, this.#x, this.#y] = [one, one.x, one.y];
    [this.#below, this.#dragged, this.#make, this.#known] = [make(), make(MARGIN), make, known];
  }

  /** Undefined where few are dragged, or where it would take too much memory. */
  static of<E extends Shape>(
    asked: Asked<E>,
    draw: Draw<E>,
    known: Known<E>,
    now: () => number,
  ): Dragged<E> | undefined {
    const { canvas, appState } = asked;
    const pixels = (canvas.width + 2 * MARGIN) * (canvas.height + 2 * MARGIN);
    if (!appState.selectedElementsAreBeingDragged || pixels > LARGEST) return undefined;
    const { dragged } = layersOf(asked.visibleElements, (element) => isDragged(element, asked));
    if (dragged.length < MANY) return undefined;
    // An arrow may be bound to what is not dragged.
    const one = dragged.find(({ type }) => type !== 'arrow');
    const make = (margin = 0) => new Painting(sized(canvas, margin), draw, known, now);
    return one && new Dragged(one, known, make);
  }

  /** Shows it on the canvas. False where that is not possible any more. */
  show(asked: Asked<E>): boolean {
    const { canvas, appState, elementsMap, visibleElements } = asked;
    const { below, dragged, above } = layersOf(visibleElements, (element) => isDragged(element, asked));
    const one = this.#one;
    const context = canvas.getContext('2d');
    // Excalidraw gives the canvas another size within a gesture, too.
    const { width, height } = this.#below.canvas;
    if (canvas.width !== width || canvas.height !== height) return false;
    if (context === null || !appState.selectedElementsAreBeingDragged) return false;
    if (elementsMap.get(one.id) !== one || dragged.length === 0) return false;
    if (above.length > 0) this.#above ??= this.#make();
    const over = above.length > 0 ? this.#above : undefined;
    if (!this.hasContexts) return false;
    const clear = { ...asked, appState: { ...appState, viewBackgroundColor: 'transparent' } };
    this.#below.show(asked, { elements: below });
    const offset = [one.x - this.#x, one.y - this.#y] as const;
    const { scrollX, scrollY, zoom } = appState;
    const place = this.#floating.to({
      scrollX: scrollX + offset[0],
      scrollY: scrollY + offset[1],
      scale: zoom.value * asked.scale,
    });
    this.#carry(clear, dragged, place, offset);
    over?.show(clear, { elements: above });
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.#below.canvas, 0, 0);
    context.globalCompositeOperation = 'source-over';
    context.drawImage(this.#dragged.canvas, place.left, place.top);
    if (over !== undefined) context.drawImage(over.canvas, 0, 0);
    context.restore();
    const shown = [this.#below, this.#dragged, ...(over ? [over] : [])];
    this.#isWhole = place.isExact && shown.every(({ isWhole }) => isWhole);
    this.#isBehind = shown.some(({ isBehind }) => isBehind);
    return true;
  }

  /** Brings the picture of what is dragged up to date, on which these are seen. */
  #carry(asked: Asked<E>, seen: readonly E[], place: Place, offset: Offset): void {
    const { appState, elementsMap } = asked;
    const scrollX = place.scrollX - offset[0];
    const scrollY = place.scrollY - offset[1];
    const part = [place.scrollX, place.scrollY, appState.zoom.value].join();
    const isSame =
      part === this.#part &&
      seen.every((element) => this.#carried.has(element)) &&
      [...this.#carried].every((element) => elementsMap.get(element.id) === element);
    if (!isSame) {
      const scale = appState.zoom.value * asked.scale;
      const { width, height } = this.#dragged.canvas;
      const [right, bottom] = [width / scale - scrollX, height / scale - scrollY];
      const isOnIt = (element: E) => {
        const [x1, y1, x2, y2] = turned(this.#known.boundsOf(element, elementsMap), element.angle);
        return x1 < right && x2 > -scrollX && y1 < bottom && y2 > -scrollY;
      };
      const all = [...elementsMap.values()];
      const visible = new Set(seen);
      this.#carried = new Set(
        all.filter((element) => isDragged(element, asked) && (visible.has(element) || isOnIt(element))),
      );
      this.#part = part;
    }
    this.#dragged.show(
      { ...asked, appState: { ...appState, scrollX, scrollY } },
      { elements: [...this.#carried], offset },
    );
  }

  /** Whether the browser lets its pictures be drawn. */
  get hasContexts(): boolean {
    return this.#made().every(({ canvas }) => canvas.getContext('2d') !== null);
  }

  /** Whether each of the pictures was drawn at once, where its elements are exactly. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether something is left to be drawn when they are shown next. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** The pictures are drawn anew when they are shown next. */
  forget(): void {
    this.#floating.forget();
    for (const layer of this.#made()) layer.forget();
  }

  /** Gives the memory of the pictures back: a browser may take its time, and allow few. */
  free(): void {
    for (const { canvas } of this.#made()) free(canvas);
  }

  #made(): readonly Painting<E>[] {
    return [this.#below, this.#dragged, ...(this.#above ? [this.#above] : [])];
  }
}

function isDragged<E extends Shape>({ id }: E, { appState }: Asked<E>): boolean {
  return idsOf(appState.selectedElementIds).has(id);
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** It is asked for each element in each frame: thousands are found sooner in a set than among names. */
function idsOf(selected: { readonly [id: string]: boolean }): ReadonlySet<string> {
  const ids = known.get(selected) ?? new Set(Object.keys(selected).filter((id) => selected[id] === true));
  known.set(selected, ids);
  return ids;
}

function sized({ width, height }: HTMLCanvasElement, margin: number): HTMLCanvasElement {
  const size = { width: width + 2 * margin, height: height + 2 * margin };
  return Object.assign(document.createElement('canvas'), size);
}
