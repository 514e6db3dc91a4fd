import { describe, expect, it } from 'vitest';
import { layersOf } from '../src/board/painting/Dragged.ts';
import { type Asked, isPlain, keyOf, type Shape, turned } from '../src/board/painting/drawing.ts';
import { Region } from '../src/board/painting/region.ts';
import { Scrolled } from '../src/board/painting/Scrolled.ts';
import { Shown } from '../src/board/painting/Shown.ts';

interface Box extends Shape {
  readonly width: number;
  readonly height: number;
}

type Changes = Partial<Record<keyof Box, unknown>>;

function box(id: string, x: number, y: number, more: Changes = {}): Box {
  const looks = { angle: 0, opacity: 100, link: null, frameId: null, strokeWidth: 2 };
  return { id, type: 'rectangle', version: 1, x, y, width: 40, height: 30, ...looks, ...more } as Box;
}

/** Changes an element in place, as Excalidraw does. */
function change(of: Box, changes: Changes): void {
  Object.assign(of, { version: of.version + 1 }, changes);
}

const view = { scrollX: 0, scrollY: 0, scale: 1, dense: 1, width: 1_280, height: 800 };

/** A picture of some elements, and the pictures that they have. */
function picture() {
  const pictures = new Map<Box, object>();
  const texts = new Map<Box, Box>();
  const shown = new Shown<Box>({
    boundsOf: ({ x, y, width, height }) => [x, y, x + width, y + height],
    textOf: (element) => texts.get(element) ?? null,
    shapeOf: () => undefined,
    pictureOf: (element) => pictures.get(element),
    make: () => undefined,
    forget: () => undefined,
  });
  const next = (
    elements: readonly Box[],
    at: Partial<typeof view> = {},
    { selected = [] as readonly string[], offset = undefined as readonly [number, number] | undefined } = {},
  ) => {
    const all = new Map(elements.map((element) => [element.id, element]));
    const step = shown.next({ ...view, ...at }, elements, all, (id) => selected.includes(id), offset);
    const drawn = step === undefined ? elements : step.touching;
    for (const element of drawn) if (!pictures.has(element)) pictures.set(element, {});
    shown.drawn(drawn);
    return step;
  };
  return { next, pictures, texts };
}

/** What is drawn again: a few words for a picture that is brought up to date. */
const told = (step: ReturnType<ReturnType<typeof picture>['next']>) =>
  step && { shift: step.shift, ids: step.touching.map(({ id }) => id), some: step.region.share() > 0 };
const NOTHING = { shift: [0, 0], ids: [], some: false };

describe('what of a picture is drawn', () => {
  it('is all of it at first, and then nothing as long as nothing changes', () => {
    const { next } = picture();
    const elements = [box('a', 100, 100), box('b', 600, 400)];
    expect(next(elements)).toBeUndefined();
    expect(told(next(elements))).toEqual(NOTHING);
  });

  it('is the edge that comes into view, and what touches it, after it is moved', () => {
    const { next } = picture();
    const [a, b, c] = [box('a', 20, 100), box('b', 600, 400), box('c', 1_300, 400)];
    next([a, b]);
    const step = next([a, b, c], { scrollX: -40 });
    expect(told(step)).toEqual({ shift: [-40, 0], ids: ['c'], some: true });
    for (const [left, , width] of step?.region.boxes() ?? []) {
      expect(left).toBeGreaterThan(1_280 - 40 - 80);
      expect(left + width).toBeGreaterThanOrEqual(1_280);
    }
    expect(told(next([a, b, c], { scrollX: -40, scrollY: 25 }))).toMatchObject({ shift: [0, 25], ids: [] });
    // What leaves the view is drawn no more by Excalidraw, though a bit of it would be seen.
    expect(told(next([b, c], { scrollX: -60, scrollY: 25 }))).toMatchObject({ shift: [-20, 0], ids: ['c'] });
  });

  it('lies in whole pixels from where it was drawn, and less than one from where it is asked for', () => {
    const { next } = picture();
    const elements = [box('a', 600, 400)];
    const at = { scale: 0.74, dense: 2 };
    next(elements, { ...at, scrollX: 3.3, scrollY: 7.7 });
    let moved: readonly [number, number] = [0, 0];
    for (let step = 1; step < 50; step++) {
      const asked = { scrollX: 3.3 - step * 1.37, scrollY: 7.7 + step * 0.41 };
      const done = next(elements, { ...at, ...asked });
      if (done === undefined) throw new Error('all of it is drawn');
      moved = [moved[0] + done.shift[0], moved[1] + done.shift[1]] as [number, number];
      expect(done.scrollX).toBeCloseTo(3.3 + moved[0] / 0.74, 9);
      expect(done.scrollY).toBeCloseTo(7.7 + moved[1] / 0.74, 9);
      expect(Math.abs(done.scrollX - asked.scrollX) * 0.74).toBeLessThanOrEqual(0.5 + 1e-9);
      expect(Math.abs(done.scrollY - asked.scrollY) * 0.74).toBeLessThanOrEqual(0.5 + 1e-9);
    }
  });

  it('is all of it where nothing of it is left in view, or most of it is another', () => {
    const { next } = picture();
    const elements = [box('a', 600, 400)];
    next(elements);
    expect(next(elements, { scrollX: 1_280 })).toBeUndefined();
    expect(next(elements, { scrollX: 1_280, scrollY: Number.NaN })).toBeUndefined();
    const large = box('b', 0, 0, { width: 1_200, height: 700 });
    next(elements);
    expect(next([large, ...elements])).toBeUndefined();
  });

  it('is where something was and where it is, with all that is below and above', () => {
    const { next } = picture();
    const [below, a, above, far] = [
      box('below', 90, 90),
      box('a', 100, 100),
      box('above', 310, 110),
      box('far', 900, 600),
    ];
    const elements = [below, a, above, far];
    next(elements);
    change(a, { x: 300 });
    const step = next(elements);
    expect(told(step)).toMatchObject({ ids: ['below', 'a', 'above'] });
    expect(step?.region.touches([100, 100, 140, 130])).toBe(true);
    expect(step?.region.touches([200, 100, 220, 130])).toBe(false);
    expect(told(next(elements))).toEqual(NOTHING);
    // Another object is there instead, as when somebody else has changed it.
    expect(told(next([below, { ...a, y: 120 }, above, far]))).toMatchObject({ ids: ['a', 'above'] });
  });

  it('is where something comes or goes', () => {
    const { next } = picture();
    const [a, b, c] = [box('a', 100, 100), box('b', 120, 110), box('c', 900, 600)];
    next([a, c]);
    expect(told(next([a, b, c]))).toMatchObject({ ids: ['a', 'b'] });
    expect(told(next([a, c]))).toMatchObject({ ids: ['a'] });
  });

  it('is where something has another picture, though it is as it was', () => {
    const { next, pictures } = picture();
    const elements = [box('a', 100, 100), box('b', 900, 600)];
    next(elements);
    pictures.delete(elements[1] as Box);
    expect(told(next(elements))).toMatchObject({ ids: ['b'] });
    expect(told(next(elements))).toEqual(NOTHING);
  });

  it('is a shape with its text where either is another', () => {
    const { next, texts } = picture();
    const shape = box('shape', 100, 100);
    const text = box('text', 110, 110, { type: 'text', containerId: 'shape', fontSize: 20 });
    const wide = box('wide', 90, 140, { type: 'text', containerId: 'shape', fontSize: 90, width: 300 });
    const elements = [shape, text, wide, box('far', 900, 600)];
    texts.set(shape, text);
    next(elements);
    change(text, { angle: 1 });
    expect(told(next(elements))).toMatchObject({ ids: ['shape'] });
    texts.set(shape, wide);
    const step = next(elements);
    expect(told(step)).toMatchObject({ ids: ['shape'] });
    expect(step?.region.touches([380, 140, 390, 150])).toBe(true);
    texts.delete(shape);
    expect(told(next(elements))).toMatchObject({ ids: ['shape'] });
  });

  it('is the mark of a link, which goes while its element is selected', () => {
    const { next } = picture();
    const elements = [box('a', 100, 100, { link: 'https://example.org' }), box('b', 900, 600)];
    next(elements);
    expect(told(next(elements, {}, { selected: ['a'] }))).toMatchObject({ ids: ['a'] });
    expect(told(next(elements, {}, { selected: ['a', 'b'] }))).toEqual(NOTHING);
  });

  it('is all of it where the order or a frame is another', () => {
    const { next } = picture();
    const [a, b] = [box('a', 100, 100), box('b', 900, 600)];
    next([a, b]);
    expect(next([b, a])).toBeUndefined();
    const frame = box('f', 50, 50, { type: 'frame' });
    expect(next([b, a, frame])).toBeUndefined();
    expect(told(next([b, a, frame]))).toEqual(NOTHING);
    change(frame, { width: 60 });
    expect(next([b, a, frame])).toBeUndefined();
    expect(next([b, a])).toBeUndefined();
  });

  it('is little where elements are moved together, and each that is not moved like the others', () => {
    const { next } = picture();
    const elements = [box('a', 100, 100), box('b', 600, 300), box('c', 900, 600)];
    const moving = (offset: readonly [number, number]) => next(elements, {}, { offset });
    moving([0, 0]);
    for (const one of elements) change(one, { x: one.x + 30, y: one.y - 12 });
    expect(told(moving([30, -12]))).toMatchObject({ shift: [30, -12], ids: [] });
    for (const one of elements) change(one, { x: one.x - 30, y: one.y + 12 });
    expect(told(moving([0, 0]))).toMatchObject({ shift: [-30, 12], ids: [] });
    for (const one of elements) change(one, { x: one.x + 5, ...(one.id === 'b' && { opacity: 50 }) });
    expect(told(moving([5, 0]))).toMatchObject({ shift: [5, 0], ids: ['b'] });
    for (const one of elements) change(one, { x: one.x + (one.id === 'c' ? 40 : 5) });
    expect(told(moving([10, 0]))).toMatchObject({ shift: [5, 0], ids: ['c'] });
  });
});

describe('where a picture lies', () => {
  it('is empty along the edges that come into view', () => {
    const scrolled = new Scrolled(view);
    const right = scrolled.to({ ...view, scrollX: -20 });
    expect(right?.region.boxes()).toEqual([[1_248, 0, 32, 800]]);
    const left = scrolled.to({ ...view, scrollX: 10 });
    expect(left?.shift).toEqual([30, 0]);
    expect(left?.region.boxes()).toEqual([[0, 0, 32, 800]]);
    const both = scrolled.to({ ...view, scrollX: 0, scrollY: -5 });
    expect(both?.shift).toEqual([-10, -5]);
    expect(both?.region.boxes()).toEqual([
      [1_264, 0, 16, 784],
      [0, 784, 1_280, 16],
    ]);
  });
});

describe('layers while something is dragged', () => {
  const named = (ids: string, dragged: string) => {
    const { below, dragged: middle, above } = layersOf([...ids], (id) => dragged.includes(id));
    return [below.join(''), middle.join(''), above.join('')];
  };

  it('are what is below, what is dragged, and what is above all of it', () => {
    expect(named('abcdef', 'cd')).toEqual(['ab', 'cd', 'ef']);
    expect(named('abcdef', 'bd')).toEqual(['ac', 'bd', 'ef']);
    expect(named('abc', 'abc')).toEqual(['', 'abc', '']);
    expect(named('abc', '')).toEqual(['', '', 'abc']);
  });
});

describe('what is drawn as Excalidraw draws it', () => {
  const plain = {
    canvas: { width: 10, height: 10 },
    visibleElements: [box('a', 0, 0)],
    scale: 1,
    appState: { selectedElementsAreBeingDragged: false, shouldCacheIgnoreZoom: false, zoom: { value: 1 } },
    renderConfig: { renderGrid: false, isExporting: false, elementsPendingErasure: new Set() },
  };
  const asked = (more: { readonly [name: string]: object }) =>
    ({
      ...plain,
      ...more,
      appState: { ...plain.appState, ...more.appState },
      renderConfig: { ...plain.renderConfig, ...more.renderConfig },
    }) as unknown as Asked<Box>;

  it('is whatever depends on more than its elements', () => {
    expect(isPlain(asked({}))).toBe(true);
    expect(isPlain(asked({ renderConfig: { renderGrid: true } }))).toBe(false);
    expect(isPlain(asked({ renderConfig: { isExporting: true } }))).toBe(false);
    expect(isPlain(asked({ renderConfig: { elementsPendingErasure: new Set(['a']) } }))).toBe(false);
    expect(isPlain(asked({ renderConfig: { pendingFlowchartNodes: [{}] } }))).toBe(false);
    expect(isPlain(asked({ appState: { shouldCacheIgnoreZoom: true } }))).toBe(false);
    expect(isPlain(asked({ appState: { frameToHighlight: {} } }))).toBe(false);
    expect(isPlain(asked({ appState: { croppingElementId: 'a' } }))).toBe(false);
    expect(isPlain(asked({ appState: { openDialog: { name: 'elementLinkSelector' } } }))).toBe(false);
    expect(isPlain(asked({ visibleElements: [box('p', 0, 0, { type: 'embeddable' })] }))).toBe(false);
    const framed = { visibleElements: [box('a', 0, 0, { frameId: 'f' })] };
    expect(isPlain(asked(framed))).toBe(true);
    expect(isPlain(asked({ ...framed, appState: { selectedElementsAreBeingDragged: true } }))).toBe(false);
  });

  it('is all of it where the look of all is another', () => {
    const looks = [
      { theme: 'dark' },
      { zoom: { value: 2 } },
      { viewBackgroundColor: '#eee' },
      { editingGroupId: 'g' },
      { frameRendering: {} },
      { selectedElementsAreBeingDragged: true },
    ];
    for (const appState of looks) expect(keyOf(asked({ appState }))).not.toEqual(keyOf(asked({})));
    expect(keyOf(asked({ canvas: { width: 11, height: 10 } }))).not.toEqual(keyOf(asked({})));
    expect(keyOf(asked({ appState: { scrollX: 5, scrollY: 5 } }))).toEqual(keyOf(asked({})));
  });
});

it('what is turned is within its bounds', () => {
  expect(turned([0, 0, 40, 20], 0)).toEqual([0, 0, 40, 20]);
  const [left, top, right, bottom] = turned([0, 0, 40, 20], Math.PI / 2);
  expect([left, top, right, bottom].map((at) => Math.round(at))).toEqual([10, -10, 30, 30]);
  expect(new Region({ left: 0, top: 0, scale: 1, width: 10, height: 10 }).share()).toBe(0);
});
