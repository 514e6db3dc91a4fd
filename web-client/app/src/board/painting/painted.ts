import { Dragged } from './Dragged.ts';
import { type Asked, isPlain, type Known, type Shape } from './drawing.ts';
import { type Draw, Painting } from './Painting.ts';
import { pressed } from './pressed.ts';

/** When nothing has moved for so long, in milliseconds, all is drawn as it would have been at once. */
const REST_MS = 200;
/** So it is after so long, in milliseconds, where only others go on: no view is moved, and nothing is dragged. */
const LONGEST_MS = 2_000;

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
  now: () => number = () => performance.now(),
  isPressed: () => boolean = pressed(),
) {
  const paintings = new WeakMap<HTMLCanvasElement, Painting<E>>();
  let dragged: Dragged<E> | undefined;
  /** All there are, of which some have pictures. */
  let elements: ReadonlyMap<string, E> = new Map();
  /** Whether what is dragged now is drawn where it is, since the browser has no memory for its pictures. */
  let isWithoutLayers = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** Whether all is to be drawn again, as nothing moves any more. */
  let isResting = false;
  /** Until when all is drawn at the latest, and for which view. */
  let latest: { readonly ms: number; readonly view: string } | undefined;
  const paintingOf = (canvas: HTMLCanvasElement): Painting<E> => {
    let painting = paintings.get(canvas);
    if (painting === undefined) {
      painting = new Painting(canvas, draw, known, now);
      paintings.set(canvas, painting);
      // A context that was lost comes back empty, and so do those of the elements' pictures.
      canvas.addEventListener('contextrestored', () => {
        for (const element of elements.values()) known.forget(element);
        frame.again();
      });
    }
    return painting;
  };
  /** How long it waits for a rest, in milliseconds. */
  const waiting = ({ appState }: Asked<E>): number => {
    if (appState.selectedElementsAreBeingDragged || isPressed()) {
      latest = undefined;
      return REST_MS;
    }
    const view = [appState.scrollX, appState.scrollY, appState.zoom.value].join();
    if (latest?.view !== view) latest = { ms: now() + LONGEST_MS, view };
    return Math.max(0, Math.min(REST_MS, latest.ms - now()));
  };
  const letGo = () => {
    dragged?.free();
    dragged = undefined;
  };
  const forget = (canvas: HTMLCanvasElement) => {
    paintings.get(canvas)?.forget();
    letGo();
  };
  /** Returns whether all has been drawn at once, as Excalidraw draws it, and whether something is left to be drawn. */
  const show = (asked: Asked<E>): Pick<Painting<E>, 'isWhole' | 'isBehind'> => {
    const { canvas } = asked;
    const painting = paintingOf(canvas);
    if (!isPlain(asked)) {
      forget(canvas);
      draw(asked);
      return { isWhole: true, isBehind: false };
    }
    const { selectedElementsAreBeingDragged: isDragging } = asked.appState;
    if (!isDragging) isWithoutLayers = false;
    if (!isWithoutLayers) dragged ??= Dragged.of(asked, draw, known, now);
    if (dragged !== undefined) {
      painting.forget();
      if (dragged.show(asked)) return dragged;
      isWithoutLayers = isDragging && !dragged.hasContexts;
      letGo();
    }
    painting.show(asked, { elements: asked.visibleElements });
    return painting;
  };
  const paint = (asked: Asked<E>) => {
    clearTimeout(rest);
    const { canvas } = asked;
    if (canvas === null) return;
    if (isResting) {
      isResting = false;
      // As long as the gesture goes on its layers are kept, one over the other.
      if (dragged !== undefined) dragged.forget();
      else paintings.get(canvas)?.forget();
    }
    elements = asked.elementsMap;
    const { isWhole, isBehind } = show(asked);
    if (isWhole) {
      latest = undefined;
      return;
    }
    if (isBehind) {
      frame.again();
      return;
    }
    rest = setTimeout(() => {
      isResting = true;
      latest = undefined;
      frame.again();
    }, waiting(asked));
  };
  const frame = onceAFrame(paint);
  const cancel = () => {
    clearTimeout(rest);
    letGo();
    elements = new Map();
    frame.cancel();
  };
  /** Draws what waits, and takes a canvas as one that something else is drawn on. */
  const flush = (canvas: HTMLCanvasElement) => {
    frame.flush();
    if (!paintings.has(canvas)) return;
    clearTimeout(rest);
    // What was left of it to be drawn would come over what is drawn now.
    frame.cancel();
    forget(canvas);
  };
  return Object.assign((asked: Asked<E>) => frame(asked), { cancel, flush });
}
