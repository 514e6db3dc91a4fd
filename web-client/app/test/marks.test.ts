import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mended } from '../build/largeBoards.ts';
import { onceAFrame } from '../src/board/large/onceAFrame.ts';
import { Marks, type Outline } from '../src/board/painting/Marks.ts';

/** A canvas of which it is told what is drawn, and where from. */
class Context {
  readonly calls: string[] = [];
  readonly #states: number[] = [];
  miterLimit = 10;
  readonly canvas: { width: number; readonly height: number; readonly getContext: () => Context };

  constructor(width: number, height: number) {
    this.canvas = { width, height, getContext: () => (hasMemory ? this : null) as Context };
  }

  getTransform = () => ({ a: 0.5 });
  drawImage = (_: unknown, x: number, y: number) => void this.calls.push(`image ${x} ${y}`);
  clip = () => void this.calls.push('clip');
  save = () => void this.#states.push(this.miterLimit);
  restore(): void {
    this.miterLimit = this.#states.pop() ?? this.miterLimit;
  }
  setTransform(): void {}
  beginPath(): void {}
  rect(): void {}
  clearRect(): void {}
}

const SIZE = [1_280, 800] as const;
let made: Context[] = [];
/** Whether the browser has memory for pictures. */
let hasMemory = true;
beforeEach(() => {
  vi.useFakeTimers();
  made = [];
  hasMemory = true;
  vi.stubGlobal('document', {
    createElement: () => {
      const context = new Context(...SIZE);
      made.push(context);
      return context.canvas;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Outlines in a row, 10 of the scene from one to the next: as long as the view is at half of its size. */
function row(count: number, x = 0, y = 400): Outline[] {
  return Array.from({ length: count }, (_, at) => ({
    ...{ x1: x + at * 10, y1: y, x2: x + at * 10 + 8, y2: y + 8, angle: 0 },
    ...{ selectionColors: ['#6965db'], dashed: false, activeEmbeddable: false },
  }));
}

describe('outlines', () => {
  const marked = (width: number = SIZE[0]) => {
    const marks = new Marks();
    const context = new Context(width, SIZE[1]);
    const again = vi.fn();
    /** How many are drawn. */
    const draw = (outlines: readonly Outline[], scrollX = 0, scrollY = 0): number => {
      const one = vi.fn();
      const look = { scrollX, scrollY, zoom: { value: 0.5 } };
      const all = () => marks.outline(context as never, look, outlines, one);
      marks.draw({ canvas: null }, all, again);
      return one.mock.calls.length;
    };
    return { draw, again, context, marks };
  };

  it('of few are drawn as they are', () => {
    const { draw, again, context } = marked();
    expect([draw(row(100)), draw(row(100), 10), made.length, context.calls]).toEqual([100, 100, 0, []]);
    vi.runAllTimers();
    expect(again).not.toHaveBeenCalled();
  });

  it('of many are drawn once, and moved with the view and with what they are around', () => {
    const { draw, context } = marked();
    expect([draw(row(400)), draw(row(400))]).toEqual([400, 0]);
    const [picture] = made;
    expect(made.length).toBe(1);
    expect(context.calls).toEqual(['image -256 -256', 'image -256 -256']);
    // 20 pixels to the left: the picture reaches further than what is seen.
    expect(draw(row(400), -40)).toBe(0);
    expect(context.calls.at(-1)).toBe('image -276 -256');
    expect(picture?.calls).toEqual([]);
    // 220 pixels: what comes to its right edge, and no more.
    const atEdge = draw(row(400), -440);
    expect(atEdge).toBeGreaterThan(40);
    expect(atEdge).toBeLessThan(80);
    expect(picture?.calls.slice(-2)).toEqual(['image -256 0', 'clip']);
    expect(context.calls.at(-1)).toBe('image -220 -256');
    // They are dragged, up by 5 pixels.
    expect(draw(row(400, 0, 390), -440)).toBe(0);
    expect(context.calls.at(-1)).toBe('image -220 -261');
  });

  it('are all drawn where one is not moved like the others, or looks otherwise', () => {
    const { draw } = marked();
    const outlines = row(300);
    draw(outlines);
    const but = (changes: Partial<Outline>) => outlines.with(7, { ...(outlines[7] as Outline), ...changes });
    expect(draw(but({ x2: 99 }))).toBe(300);
    expect(draw(but({ selectionColors: ['#e03131'] }))).toBe(300);
    expect(draw(but({ selectionColors: ['#e03131'] }))).toBe(0);
    expect(draw(outlines.slice(1))).toBe(299);
    expect(draw(outlines.slice(1), 4_000)).toBe(299);
  });

  it('are drawn where they are exactly when nothing has moved for a while', () => {
    const { draw, again, marks } = marked();
    draw(row(300));
    draw(row(300), -40.3);
    vi.advanceTimersByTime(150);
    draw(row(300), -50.3);
    vi.advanceTimersByTime(150);
    expect(again).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60);
    expect(again).toHaveBeenCalledTimes(1);
    expect(draw(row(300), -50.3)).toBe(300);
    draw(row(300), -50.3);
    vi.runAllTimers();
    expect(again).toHaveBeenCalledTimes(1);
    draw(row(300), -60.3);
    marks.cancel();
    vi.runAllTimers();
    expect(again).toHaveBeenCalledTimes(1);
  });

  it('of many are drawn one by one where there is no memory for their picture', () => {
    hasMemory = false;
    const { draw } = marked();
    expect([draw(row(300)), draw(row(300)), made.length]).toEqual([300, 300, 1]);
    hasMemory = true;
    const { draw: drawLarge } = marked(20_000);
    expect([drawLarge(row(300)), drawLarge(row(300)), made.length]).toEqual([300, 300, 1]);
  });

  it('that are not drawn any more are not waited for, and their picture is let go', () => {
    const { draw, again, marks } = marked();
    draw(row(300));
    draw(row(300), -40.3);
    // A line of two points is selected, of which Excalidraw shows the points alone.
    marks.draw({ canvas: null }, () => undefined, again);
    expect(made.map(({ canvas }) => canvas.width)).toEqual([0]);
    vi.runAllTimers();
    expect(again).not.toHaveBeenCalled();
  });

  it('are not drawn over what Excalidraw draws at once, as it does when history is shown', () => {
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
    vi.stubGlobal('cancelAnimationFrame', clearTimeout);
    const file = 'dist/prod/index.js';
    const excalidraw = dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw'));
    const code = mended(readFileSync(join(excalidraw, '../..', file), 'utf8'), file) ?? '';
    const begin = code.indexOf('Sg=easel.onceAFrame');
    const slice = code.slice(begin, code.indexOf(';import', begin));
    const context = new Context(...SIZE);
    const marks = new Marks();
    const drawn: string[] = [];
    const look = (scrollX: number) => ({ scrollX, scrollY: 0, zoom: { value: 0.5 } });
    const draw = ({ what, scrollX }: { what: string; scrollX: number }) => {
      drawn.push(what);
      const outlines = what === 'board' ? row(300) : [];
      marks.outline(context as never, look(scrollX), outlines, () => undefined);
    };
    const show = new Function('easel', 'Z1', `let ${slice};return j1`)({ onceAFrame, marks }, draw);
    const asked = (what: string, scrollX = 0) => ({ canvas: null, what, scrollX, callback: () => undefined });
    for (const scrollX of [0, -40.3]) {
      show(asked('board', scrollX), true);
      vi.advanceTimersByTime(16);
    }
    show(asked('board', -60.3), true);
    show(asked('history'), false);
    expect(drawn.splice(0).at(-1)).toBe('history');
    vi.runAllTimers();
    expect(drawn).toEqual([]);
  });
});
