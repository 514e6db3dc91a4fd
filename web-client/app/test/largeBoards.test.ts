import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { MENDINGS, mayTouch, mended, PRELUDE, selectionFinder } from '../build/largeBoards.ts';
import { element } from './scene.ts';

const folder = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), '../..');

it('Excalidraw is as it is known here, and mended code can be read', () => {
  for (const file of new Set(MENDINGS.map(({ file }) => file))) {
    const code = mended(readFileSync(join(folder, file), 'utf8'), `/packages/${file}`);
    for (const { instead } of MENDINGS.filter((mending) => mending.file === file))
      expect(code).toContain(instead);
  }
  expect(() => mended('another version', MENDINGS[0]?.file ?? '')).toThrow('not known here');
  expect(mended('anything', 'dist/prod/other.js')).toBeUndefined();
  expect(new Function(`${PRELUDE};return easelMayTouch(${JSON.stringify(element('a'))},0,0,5,5)`)()).toBe(
    true,
  );
});

it('an element that lies far away touches nothing, and what may be turned or curved there does', () => {
  const at = (x: number, y: number, more = {}) =>
    mayTouch(element('a', { x, y, width: 100, height: 20, ...more }), 0, 0, 1_000, 800);
  expect([at(500, 400), at(-90, 400), at(1_050, 850), at(-330, -330)]).toEqual([true, true, true, true]);
  expect([at(-400, 400), at(1_400, 400), at(500, -400), at(500, 1_200)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  // One that is odd is looked at closely.
  expect([at(Number.NaN, 0), at(5_000, 0, { points: [[9, 9]] }), at(5_000, 0, { points: [] })]).toEqual([
    true,
    true,
    true,
  ]);
  expect(at(5_000, 0, { points: [[0, 0]] })).toBe(false);
});

it('all controls of the panel find the selected elements by one pass over the board', async () => {
  let reads = 0;
  const elements = Array.from({ length: 1_000 }, (_, at) => ({
    id: `o${at}`,
    get isDeleted() {
      reads++;
      return at === 7;
    },
  }));
  const selected = selectionFinder();
  const state = { selectedElementIds: { o3: true, o7: true } };
  for (let control = 0; control < 15; control++) expect(selected(elements, state)).toHaveLength(1);
  expect(reads).toBe(1_000);
  expect(selected(elements, { selectedElementIds: {} })).toEqual([]);
  // In the next task an element may have been changed in place.
  await Promise.resolve();
  selected(elements, state);
  expect(reads).toBe(3_000);
});
