import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Asked, Shape } from '../src/board/painting/drawing.ts';
import { painted } from '../src/board/painting/painted.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Of a canvas, what the end of its context's state takes away. */
class Canvas extends EventTarget {
  height = 800;
  readonly #states: number[] = [];
  #width = 1_280;
  miterLimit = 10;
  readonly canvas = this;

  get width(): number {
    return this.#width;
  }

  set width(width: number) {
    this.#width = width;
    this.#states.length = 0;
    this.miterLimit = 10;
  }

  hasMemory = true;
  getContext = (): Canvas | null => (this.hasMemory ? this : null);
  save = () => this.#states.push(this.miterLimit);
  restore = () => {
    this.miterLimit = this.#states.pop() ?? this.miterLimit;
  };
  setTransform() {}
  beginPath() {}
  rect() {}
  clip() {}
  drawImage() {}
}

function box(id: string, x: number): Shape {
  const looks = { angle: 0, opacity: 100, link: null, frameId: null, strokeWidth: 2 };
  return { id, type: 'rectangle', version: 1, x, y: 100, ...looks };
}

/** A canvas of two elements, which are drawn at once when that is asked for. */
function board(makingMs = 0) {
  const canvas = new Canvas();
  let elements = [box('a', 100), box('b', 900)];
  let scrollX = 0;
  const drawn: string[] = [];
  const selected: Record<string, boolean> = {};
  const fails = { is: false };
  const pictures = new Map<Shape, object>();
  /** Whose pictures were let go. */
  const forgotten: string[] = [];
  const pressed = { is: false };
  const draw = ({ visibleElements }: Asked<Shape>) => {
    drawn.push(visibleElements.map(({ id }) => id).join(''));
    // Excalidraw goes on with the next element, and does not restore what it has saved.
    if (fails.is) canvas.save();
  };
  const once = (paint: (asked: Asked<Shape>) => void) => {
    let last: Asked<Shape> | undefined;
    const ask = (asked: Asked<Shape>) => {
      last = asked;
      paint(asked);
    };
    const again = () => last && paint(last);
    return Object.assign(ask, { again, cancel: () => undefined, flush: () => undefined });
  };
  const now = () => performance.now();
  const known = {
    boundsOf: ({ x, y }: Shape) => [x, y, x + 40, y + 30],
    textOf: () => null,
    shapeOf: () => undefined,
    pictureOf: (element: Shape) => pictures.get(element),
    make: (element: Shape) => {
      pictures.set(element, {});
      vi.advanceTimersByTime(makingMs);
    },
    forget: (element: Shape) => {
      pictures.delete(element);
      forgotten.push(element.id);
    },
  };
  let selectedElementsAreBeingDragged = false;
  const paint = painted(once, draw, known, now, () => pressed.is);
  const show = () => {
    const asked = {
      canvas,
      elementsMap: new Map(elements.map((element) => [element.id, element])),
      visibleElements: elements,
      scale: 1,
      appState: {
        ...{ scrollX, scrollY: 0, zoom: { value: 1 }, selectedElementsAreBeingDragged },
        selectedElementIds: selectedElementsAreBeingDragged ? selected : {},
      },
      renderConfig: { renderGrid: false, elementsPendingErasure: new Set() },
    };
    paint(asked as unknown as Asked<Shape>);
    return drawn.splice(0);
  };
  const change = () => {
    elements = elements.map((one) => (one.id === 'b' ? { ...one, opacity: one.opacity - 1 } : one));
    return show();
  };
  const scroll = (by = 1) => {
    scrollX -= by;
    return show();
  };
  const put = (...more: Shape[]) => {
    elements = [...elements, ...more];
    return show();
  };
  /** Sixty are dragged, between two others: by so much. */
  const drag = (by: number) => {
    if (!selectedElementsAreBeingDragged) {
      const many = Array.from({ length: 60 }, (_, at) => box(`${at}`, 10 * at));
      elements = [box('a', 100), ...many, box('b', 900)];
      selectedElementsAreBeingDragged = true;
      for (const { id } of many) selected[id] = true;
    }
    for (const one of elements)
      if (selected[one.id]) Object.assign(one, { x: one.x + by, version: one.version + 1 });
    return show();
  };
  const drop = () => {
    selectedElementsAreBeingDragged = false;
    return show();
  };
  return { canvas, show, change, drag, drop, scroll, put, drawn, fails, forgotten, pressed };
}

it('a canvas that something else has emptied is drawn whole, whatever its size', () => {
  const { canvas, show, change } = board();
  expect(show()).toEqual(['ab']);
  expect(show()).toEqual([]);
  expect(change()).toEqual(['b']);
  // As Excalidraw does where the width is not a whole number.
  canvas.width = 1_280;
  expect(show()).toEqual(['ab']);
  expect(change()).toEqual(['b']);
});

it('a context that was lost is drawn whole when it is there again, with other pictures of its elements', () => {
  const { canvas, show, drawn, forgotten } = board();
  show();
  expect(forgotten).toEqual([]);
  canvas.width = 1_280;
  canvas.dispatchEvent(new Event('contextrestored'));
  expect(drawn.splice(0)).toEqual(['ab']);
  expect(forgotten).toEqual(['a', 'b']);
  canvas.dispatchEvent(new Event('contextrestored'));
  expect(drawn).toEqual([]);
});

it('an element that fails and restores nothing has all drawn whole the next time', () => {
  const { show, change, fails } = board();
  show();
  fails.is = true;
  expect(change()).toEqual(['b']);
  fails.is = false;
  expect(show()).toEqual(['ab']);
  expect(change()).toEqual(['b']);
});

it('all is drawn at rest, and soon where only others never rest', () => {
  const { show, change, scroll, drawn } = board();
  show();
  change();
  vi.advanceTimersByTime(200);
  expect(drawn.splice(0)).toEqual(['ab']);
  vi.advanceTimersByTime(5_000);
  expect(drawn).toEqual([]);
  const goOn = (step: () => unknown) => {
    let whole = 0;
    for (let at = 0; at < 50; at++) {
      step();
      vi.advanceTimersByTime(100);
      whole += drawn.splice(0).length;
    }
    return whole;
  };
  expect(goOn(change)).toBe(2);
  vi.advanceTimersByTime(200);
  drawn.splice(0);
  // Whoever moves the view is not held up.
  expect(goOn(() => scroll())).toBe(0);
});

it('nobody whose pointer is down, as who resizes something, is held up', () => {
  const { show, change, drawn, pressed } = board();
  show();
  pressed.is = true;
  let whole = 0;
  for (let at = 0; at < 50; at++) {
    change();
    vi.advanceTimersByTime(100);
    whole += drawn.splice(0).length;
  }
  expect(whole).toBe(0);
  pressed.is = false;
  vi.advanceTimersByTime(200);
  expect(drawn).toEqual(['ab']);
});

it('what needs more pictures than a frame has time for is drawn in the frames that follow, all of it', () => {
  const { show, put, scroll, drawn } = board(4);
  show();
  put(...['c', 'd', 'e', 'f', 'g'].map((id, at) => box(id, 1_400 + 50 * at)));
  vi.advanceTimersByTime(200);
  drawn.splice(0);
  // They come into view. Two are made in each frame, and what they lie beside is drawn with them.
  const frames = scroll(400);
  expect(frames.length).toBe(3);
  expect(frames[0]).toMatch(/cd$/);
  expect(frames[1]).toMatch(/ef$/);
  expect(frames[2]).toMatch(/g$/);
  expect(show()).toEqual([]);
  // All have their pictures.
  expect(scroll(-40).length).toBeLessThan(2);
});

describe('while many are dragged', () => {
  let made: Canvas[];
  let hasMemory: boolean;
  beforeEach(() => {
    made = [];
    hasMemory = true;
    vi.stubGlobal('document', {
      createElement: () => {
        const canvas = Object.assign(new Canvas(), { hasMemory });
        made.push(canvas);
        return canvas;
      },
    });
  });
  afterEach(() => void vi.unstubAllGlobals());
  const all = Array.from({ length: 60 }, (_, at) => at).join('');

  it('the layers are drawn once, and once more at rest, still one over the other', () => {
    const { drag, drop, drawn } = board();
    expect(drag(0)).toEqual(['a', all, 'b']);
    vi.advanceTimersByTime(5_000);
    expect(drawn).toEqual([]);
    expect(drag(1)).not.toContain(all);
    drawn.splice(0);
    vi.advanceTimersByTime(200);
    expect(drawn.splice(0)).toEqual(['a', all, 'b']);
    vi.advanceTimersByTime(5_000);
    expect(drawn).toEqual([]);
    expect(drop()).toEqual([`a${all}b`]);
    expect(made.map(({ width, height }) => width * height)).toEqual([0, 0, 0]);
  });

  it('nothing holds up who drags on', () => {
    const { drag, drawn } = board();
    drag(0);
    for (let at = 0; at < 50; at++) {
      drag(1);
      vi.advanceTimersByTime(100);
    }
    expect(drawn).toEqual([]);
  });

  it('a canvas of another size has other layers', () => {
    const { canvas, drag } = board();
    drag(0);
    canvas.width = 1_000;
    expect(drag(1)).toEqual([`a${all}b`]);
    expect(drag(1)).toEqual(['a', all, 'b']);
    expect(made.slice(3).map(({ width }) => width)).toEqual([1_000, 1_512, 1_000]);
  });

  it('what leaves the view stays on its picture, and what comes into view is on it already', () => {
    const { drag, drop } = board();
    drag(0);
    // To the left by 100, where ten of them are not seen any more, and back.
    expect(drag(-100)).toEqual([]);
    expect(drag(100)).toEqual([]);
    // Further than the picture reaches.
    expect(drag(700).length).toBe(1);
    expect(drop()).toEqual([`a${all}b`]);
  });

  it('a browser that has no memory for layers is asked for them once in a drag', () => {
    const { drag, drop } = board();
    hasMemory = false;
    drag(0);
    const asked = made.length;
    for (let at = 0; at < 5; at++) drag(1);
    expect(made.length).toBe(asked);
    drop();
    hasMemory = true;
    expect(drag(0)).toEqual(['a', all, 'b']);
  });
});
