import type { Asked, Known, Shape } from './drawing.ts';
import { type Draw, Painting } from './Painting.ts';
import { free } from './Scrolled.ts';

/** Fewer that are dragged are drawn where they are. */
const MANY = 50;
/** Of a canvas, in pixels. Three of this size are 200 MB, for as long as something is dragged over it. */
const LARGEST = 1 << 24;

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
  const up = elements.slice(0, top);
  return {
    below: up.filter((element) => !isDragged(element)),
    dragged: up.filter(isDragged),
    above: elements.slice(top),
  };
}

/** The elements of a canvas while many of them are dragged: three pictures, one over the other. Free it. */
export class Dragged<E extends Shape> {
  readonly #below: Painting<E>;
  readonly #dragged: Painting<E>;
  /** Made when it is needed. */
  #above: Painting<E> | undefined;
  readonly #make: () => Painting<E>;
  /** One of those that are dragged, and where it was. */
  readonly #one: E;
  readonly #x: number;
  readonly #y: number;
  #isWhole = false;

  private constructor(one: E, make: () => Painting<E>) {
    [this.#one, this.#x, this.#y] = [one, one.x, one.y];
    [this.#below, this.#dragged, this.#make] = [make(), make(), make];
  }

  /** Undefined where few are dragged, or where it would take too much memory. */
  static of<E extends Shape>(asked: Asked<E>, draw: Draw<E>, known: Known<E>): Dragged<E> | undefined {
    const { canvas, appState } = asked;
    if (!appState.selectedElementsAreBeingDragged || canvas.width * canvas.height > LARGEST) return undefined;
    const { dragged } = layersOf(asked.visibleElements, (element) => isDragged(element, asked));
    if (dragged.length < MANY) return undefined;
    // An arrow may be bound to what is not dragged.
    const one = dragged.find(({ type }) => type !== 'arrow');
    return one && new Dragged(one, () => new Painting(sized(canvas), draw, known));
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
    this.#dragged.show(clear, { elements: dragged, offset: [one.x - this.#x, one.y - this.#y] });
    over?.show(clear, { elements: above });
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.#below.canvas, 0, 0);
    context.globalCompositeOperation = 'source-over';
    context.drawImage(this.#dragged.canvas, 0, 0);
    if (over !== undefined) context.drawImage(over.canvas, 0, 0);
    context.restore();
    this.#isWhole = [this.#below, this.#dragged, over].every((layer) => layer?.isWhole ?? true);
    return true;
  }

  /** Whether the browser lets its pictures be drawn. */
  get hasContexts(): boolean {
    return this.#made().every(({ canvas }) => canvas.getContext('2d') !== null);
  }

  /** Whether each of the pictures was drawn at once, where its elements are exactly. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The pictures are drawn anew when they are shown next. */
  forget(): void {
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
  return appState.selectedElementIds[id] === true;
}

function sized({ width, height }: HTMLCanvasElement): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}
