import { Dragged } from './Dragged.ts';
import { type Asked, isPlain, type Known, type Shape } from './drawing.ts';
import { type Draw, Painting } from './Painting.ts';
import { reset } from './Scrolled.ts';

/** When nothing has moved for so long, in milliseconds, all is drawn as it would have been at once. */
const REST_MS = 200;

/** Draws in the next frame, and once, with what it was asked for last. */
interface OnceAFrame<A extends readonly unknown[]> {
  (...asked: A): void;
  /** Draws once more what was drawn last, but where something else is asked for. */
  again(): void;
  cancel(): void;
  flush(): void;
}

/**
 * Draws Excalidraw's elements in the next frame: as little as brings the canvas up to date, and once nothing moves any
 * more all of them, so that what is seen for longer is what Excalidraw draws.
 */
export function painted<E extends Shape>(
  onceAFrame: (draw: (asked: Asked<E>) => void) => OnceAFrame<[Asked<E>]>,
  draw: Draw<E>,
  known: Known<E>,
) {
  const paintings = new WeakMap<HTMLCanvasElement, Painting<E>>();
  let dragged: Dragged<E> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** Whether all is to be drawn again, as nothing moves any more. */
  let isResting = false;
  const forget = (canvas: HTMLCanvasElement) => {
    paintings.get(canvas)?.forget();
    dragged = undefined;
  };
  /** Whether all has been drawn at once, as Excalidraw draws it. */
  const isWhole = (asked: Asked<E>): boolean => {
    const { canvas } = asked;
    if (!isPlain(asked)) {
      forget(canvas);
      draw(asked);
      return true;
    }
    const painting = paintings.get(canvas) ?? new Painting(canvas, draw, known);
    paintings.set(canvas, painting);
    dragged ??= Dragged.of(asked, draw, known);
    if (dragged !== undefined) painting.forget();
    if (dragged?.show(asked)) return false;
    dragged = undefined;
    painting.show(asked, { elements: asked.visibleElements });
    return painting.isWhole;
  };
  const paint = (asked: Asked<E>) => {
    clearTimeout(rest);
    const { canvas } = asked;
    if (canvas === null) return;
    if (isResting) {
      isResting = false;
      paintings.get(canvas)?.forget();
      // As long as the gesture goes on its layers are kept.
      if (dragged !== undefined) {
        reset(canvas);
        draw(asked);
        return;
      }
    }
    if (isWhole(asked)) return;
    rest = setTimeout(() => {
      isResting = true;
      frame.again();
    }, REST_MS);
  };
  const frame = onceAFrame(paint);
  const cancel = () => {
    clearTimeout(rest);
    dragged = undefined;
    frame.cancel();
  };
  /** Draws what waits, and takes a canvas as one that something else is drawn on. */
  const flush = (canvas: HTMLCanvasElement) => {
    frame.flush();
    if (!paintings.has(canvas)) return;
    clearTimeout(rest);
    forget(canvas);
  };
  return Object.assign((asked: Asked<E>) => frame(asked), { cancel, flush });
}
