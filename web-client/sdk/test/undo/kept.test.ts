import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryUndo, StorageFailure, type UndoStore } from '../../src/storage/index.ts';
import { MEMORY_BYTES, RECORD_BYTES } from '../../src/undo/history.ts';
import type { Stacks } from '../../src/undo/index.ts';
import { KEEP_MS } from '../../src/undo/keeper.ts';
import { Desk } from './desk.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a reload gets both stacks back, soon after each step without being asked to', async () => {
  const desk = new Desk();
  for (const x of [1, 2, 3]) desk.act({ a: { x } });
  desk.undo.undo();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  await desk.reload();
  expect([desk.undo.canUndo, desk.undo.canRedo]).toEqual([true, true]);
  desk.undo.redo();
  expect(desk.document).toEqual({ a: { x: 3 } });
  while (desk.undo.undo());
  expect(desk.document).toEqual({});
});

test('a page that is left writes at once', async () => {
  const desk = new Desk();
  desk.act({ a: { x: 1 } });
  await desk.undo.loaded;
  await desk.undo.keep();
  await desk.reload();
  expect(desk.undo.undo()).toBe(true);
});

test('after a reload, too, what others changed is left alone', async () => {
  const desk = new Desk();
  desk.other('a', { x: 0, y: 0 });
  desk.act({ a: { x: 1, y: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  desk.other('a', { x: 50, y: 1 });
  await desk.reload();
  desk.undo.undo();
  expect(desk.document).toEqual({ a: { x: 50, y: 0 } });
});

test('many steps are one write', async () => {
  const store = memoryUndo();
  const save = vi.spyOn(store, 'save');
  const desk = new Desk({ store });
  await desk.undo.loaded;
  for (let x = 0; x < 50; x++) {
    desk.act({ a: { x } });
    vi.advanceTimersByTime(1);
  }
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(save).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10 * KEEP_MS);
  expect(save).toHaveBeenCalledTimes(1);
});

/** A store whose load waits for `arrive`. */
function slow(kept: Stacks) {
  const saved: Stacks[] = [];
  let arrive = () => {};
  const store: UndoStore = {
    load: () =>
      new Promise((resolve) => {
        arrive = () => resolve(kept);
      }),
    save: async (_project, stacks) => void saved.push(stacks),
    clear: async () => undefined,
  };
  return { store, saved, arrive: () => arrive() };
}

const kept: Stacks = {
  undo: [[{ id: 'old', after: { x: 1 } }]],
  redo: [[{ id: 'gone', after: { x: 1 } }]],
};

test('steps made while the older ones load go on top, and end what could be redone', async () => {
  const { store, saved, arrive } = slow(kept);
  const desk = new Desk({ store });
  desk.other('old', { x: 1 });
  desk.act({ a: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(saved).toEqual([]); // it would write over what is not read yet
  arrive();
  await desk.undo.loaded;
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(saved).toEqual([{ undo: [kept.undo[0], [{ id: 'a', after: { x: 1 } }]], redo: [] }]);
  desk.undo.undo();
  expect(desk.document).toEqual({ old: { x: 1 } });
  desk.undo.undo();
  expect(desk.document).toEqual({});
});

test('a clear while the older ones load forgets them', async () => {
  const { store, arrive } = slow(kept);
  const desk = new Desk({ store });
  desk.undo.clear();
  arrive();
  await desk.undo.loaded;
  expect([desk.undo.canUndo, desk.undo.canRedo]).toEqual([false, false]);
});

test('a browser that keeps nothing can undo all the same', async () => {
  const fail = async () => Promise.reject(new StorageFailure('refused'));
  const desk = new Desk({ store: { load: fail, save: fail, clear: fail } });
  await desk.undo.loaded;
  desk.act({ a: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(desk.undo.undo()).toBe(true);
  desk.undo.clear();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
});

/** About this many bytes as one property. */
const points = (bytes: number) => ({ points: 'p'.repeat(bytes) });

test('what is written stays small: the newest steps that fit', async () => {
  const store = memoryUndo();
  const desk = new Desk({ store });
  for (let n = 0; n < 8; n++) desk.act({ [`a${n}`]: points(RECORD_BYTES / 4) });
  desk.undo.undo();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  const stacks = await store.load('p');
  expect(stacks?.undo.map((entry) => entry[0]?.id)).toEqual(['a4', 'a5', 'a6']);
  expect(JSON.stringify(stacks).length).toBeLessThan(RECORD_BYTES + 100);
});

test('what is in memory is bounded too, but the newest step is always there', () => {
  const desk = new Desk();
  const third = points(MEMORY_BYTES / 3);
  for (const id of ['a', 'b', 'c', 'd']) desk.act({ [id]: third });
  while (desk.undo.undo());
  expect(Object.keys(desk.document)).toEqual(['a', 'b']);

  desk.act({ huge: points(MEMORY_BYTES * 2) });
  expect(desk.undo.undo()).toBe(true);
  expect(Object.keys(desk.document)).toEqual(['a', 'b']);
});
