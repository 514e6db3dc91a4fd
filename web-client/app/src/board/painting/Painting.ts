import { type Asked, type Known, keyOf, type Shape } from './drawing.ts';
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

/** A picture of elements on a canvas, which is brought up to date by drawing as little as possible. */
export class Painting<E extends Shape> {
  readonly canvas: HTMLCanvasElement;
  readonly #draw: Draw<E>;
  readonly #known: Known<E>;
  #key: readonly unknown[] = [];
  /** Undefined where it is not known what is on the canvas. */
  #shown: Shown<E> | undefined;
  #isWhole = false;

  constructor(canvas: HTMLCanvasElement, draw: Draw<E>, known: Known<E>) {
    this.canvas = canvas;
    this.#draw = draw;
    this.#known = known;
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
    if (step === undefined) {
      // A part that could not be drawn may have left its clip there.
      reset(this.canvas);
      this.#draw({ ...asked, canvas: this.canvas, visibleElements: elements });
      shown.drawn(elements);
      keep(context);
    } else {
      const { scrollX, scrollY } = step;
      move(context, step.shift);
      within(context, step.region, () =>
        this.#draw({
          ...asked,
          canvas: this.canvas,
          visibleElements: step.touching,
          appState: { ...appState, scrollX, scrollY },
        }),
      );
      shown.drawn(step.touching);
    }
    if (isKept(context)) this.#shown = shown;
    this.#isWhole = step === undefined || (this.#isWhole && isNothing(step));
  }
}

function isNothing({ shift: [x, y], region }: Scroll): boolean {
  return x === 0 && y === 0 && region.share() === 0;
}
