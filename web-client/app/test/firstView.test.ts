import { expect, it } from 'vitest';
import { seenFirst } from '../src/board/adapter/firstView.ts';

const view = { width: 1_200, height: 800 };
const grid = (columns: number, rows: number) =>
  Array.from({ length: columns * rows }, (_, at) => ({
    x: (at % columns) * 100,
    y: Math.floor(at / columns) * 100,
    width: 80,
    height: 80,
  }));

it('a drawing is seen as a whole', () => {
  const elements = grid(25, 40);
  expect(seenFirst(elements, view)).toBe(elements);
});

it('of a large one the middle is seen, in the shape of the window', () => {
  const seen = seenFirst(grid(200, 250), view);
  expect(seen).toHaveLength(1_000);
  const [left, right] = [Math.min(...seen.map(({ x }) => x)), Math.max(...seen.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...seen.map(({ y }) => y)), Math.max(...seen.map(({ y }) => y))];
  expect([(left + right) / 2, (top + bottom) / 2]).toEqual(
    [10_000, 12_500].map((at) => expect.closeTo(at, -2.5)),
  );
  expect((right - left) / (bottom - top)).toBeCloseTo(1.5, 0);
});
