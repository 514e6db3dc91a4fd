import { type Asked, isFrame, type Known, keyOf, type Shape } from './drawing.ts';
import { isKept, keep, move, reset, type Scroll, within } from './Scrolled.ts';
import { type Offset, Shown } from './Shown.ts';

/** Draws a canvas whole: background, and elements in their order. */
export type Draw<E extends Shape> = (asked: Asked<E>) => void;

/** What elements a picture is of, and where they are. */
export interface Subject<E> {
  readonly elements: readonly E[];
  /** By how much they have been moved since it was made, where they are being moved. */
  readonly offset?: Offset;
}

/**
 * So long pictures of elements are made in one frame, in milliseconds, where only a part is drawn: what comes into view
 * may be very much. The others are made, and drawn, in the next frames.
 */
const MAKING_MS = 6;

/** A picture of elements on a canvas, which is brought up to date by drawing as little as possible. */
export class Painting<E extends Shape> {
  readonly canvas: HTMLCanvasElement;
  readonly #draw: Draw<E>;
  readonly #known: Known<E>;
  #key: readonly unknown[] = [];
  /** Undefined where it is not known what is on the canvas. */
  #shown: Shown<E> | undefined;
  readonly #now: () => number;
  #isWhole = false;
  #isBehind = false;

  constructor(canvas: HTMLCanvasElement, draw: Draw<E>, known: Known<E>, now: () => number) {
    this.canvas = canvas;
    this.#draw = draw;
    this.#known = known;
    this.#now = now;
  }

  /** Something else will be drawn on the canvas. */
  forget(): void {
    if (this.#key.length > 0) reset(this.canvas);
    [this.#key, this.#shown] = [[], undefined];
  }

  /** Whether all of it was drawn at once, as Excalidraw draws it. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether something is left to be drawn when it is shown next. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Shows what is asked for, of these elements. */
  show(asked: Asked<E>, { elements, offset }: Subject<E>): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const { scale: dense, appState, elementsMap } = asked;
    const key = keyOf(asked);
    const isAlike = isKept(context) && key.every((part, at) => part === this.#key[at]);
    this.#key = key;
    const shown = (isAlike && this.#shown) || new Shown(this.#known);
    // Where it fails, what is on the canvas is not known.
    this.#shown = undefined;
    const view = {
      ...{ scrollX: appState.scrollX, scrollY: appState.scrollY },
      ...{ scale: appState.zoom.value * dense, dense },
      ...{ width: this.canvas.width, height: this.canvas.height },
    };
    const step = shown.next(
      view,
      elements,
      elementsMap,
      (id) => appState.selectedElementIds[id] === true,
      offset,
    );
    this.#isBehind = false;
    if (step === undefined) {
      // A part that could not be drawn may have left its clip there.
      reset(this.canvas);
      this.#draw({ ...asked, canvas: this.canvas, visibleElements: elements });
      shown.drawn(elements);
      keep(context);
    } else {
      const { scrollX, scrollY } = step;
      const left = this.#unmade(step.touching, asked);
      const visibleElements = left.size > 0 ? step.touching.filter((one) => !left.has(one)) : step.touching;
      move(context, step.shift);
      within(context, step.region, () =>
        this.#draw({
          ...asked,
          ...{ canvas: this.canvas, visibleElements },
          appState: { ...appState, scrollX, scrollY },
        }),
      );
      shown.drawn(visibleElements);
      shown.leave(left);
      this.#isBehind = left.size > 0;
    }
    if (isKept(context)) this.#shown = shown;
    this.#isWhole = step === undefined || (this.#isWhole && isNothing(step));
  }

  /** Makes pictures of those that have none. Returns those for which there is no time. */
  #unmade(elements: readonly E[], asked: Asked<E>): ReadonlySet<E> {
    const { textOf, pictureOf, make } = this.#known;
    const left = new Set<E>();
    const began = this.#now();
    for (const element of elements) {
      const text = textOf(element, asked.elementsMap);
      const isMade = pictureOf(element) !== undefined && (text === null || pictureOf(text) !== undefined);
      if (isMade || isFrame(element)) continue;
      if (this.#now() - began > MAKING_MS) left.add(element);
      else
        try {
          for (const one of text ? [element, text] : [element]) make(one, asked);
        } catch {
          // Excalidraw tells of it when it draws the element, and goes on with the next one.
        }
    }
    return left;
  }
}

function isNothing({ shift: [x, y], region }: Scroll): boolean {
  return x === 0 && y === 0 && region.share() === 0;
}
