import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryUndo, StorageFailure } from '../../src/storage/index.ts';
import type { KeptStacks, UndoStore } from '../../src/undo/index.ts';
import { KEEP_MS } from '../../src/undo/stackWriter.ts';
import { MEMORY_BYTES, RECORD_BYTES } from '../../src/undo/undoStacks.ts';
import { UndoFixture } from './undoFixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a reload gets both stacks back, soon after each step without being asked to', async () => {
  const fixture = new UndoFixture();
  for (const x of [1, 2, 3]) fixture.act({ a: { x } });
  fixture.undo.undo();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  await fixture.reload();
  expect([fixture.undo.canUndo, fixture.undo.canRedo]).toEqual([true, true]);
  fixture.undo.redo();
  expect(fixture.state).toEqual({ a: { x: 3 } });
  while (fixture.undo.undo());
  expect(fixture.state).toEqual({});
});

test('a page that is left writes at once', async () => {
  const fixture = new UndoFixture();
  fixture.act({ a: { x: 1 } });
  await fixture.undo.loaded;
  await fixture.undo.keep();
  await fixture.reload();
  expect(fixture.undo.undo()).toBe(true);
});

test('after a reload, too, what others changed is left alone', async () => {
  const fixture = new UndoFixture();
  fixture.other('a', { x: 0, y: 0 });
  fixture.act({ a: { x: 1, y: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  fixture.other('a', { x: 50, y: 1 });
  await fixture.reload();
  fixture.undo.undo();
  expect(fixture.state).toEqual({ a: { x: 50, y: 0 } });
});

test('many steps are one write', async () => {
  const store = memoryUndo();
  const save = vi.spyOn(store, 'save');
  const fixture = new UndoFixture({ store });
  await fixture.undo.loaded;
  for (let x = 0; x < 50; x++) {
    fixture.act({ a: { x } });
    vi.advanceTimersByTime(1);
  }
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(save).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10 * KEEP_MS);
  expect(save).toHaveBeenCalledTimes(1);
});

/** A store whose load waits for `arrive`. */
function slow(kept: KeptStacks) {
  const saved: KeptStacks[] = [];
  let arrive = () => {};
  const store: UndoStore = {
    load: () =>
      new Promise((resolve) => {
        arrive = () => resolve(kept);
      }),
    save: async (_project, stacks) => void saved.push(stacks),
    clear: async () => undefined,
    sweep: async () => undefined,
  };
  return { store, saved, arrive: () => arrive() };
}

const kept: KeptStacks = {
  version: 'v1',
  undo: [[{ id: 'old', after: { x: 1 } }]],
  redo: [[{ id: 'gone', after: { x: 1 } }]],
};

test('steps made while the older ones load go on top, and end what could be redone', async () => {
  const { store, saved, arrive } = slow(kept);
  const fixture = new UndoFixture({ store });
  fixture.other('old', { x: 1 });
  fixture.act({ a: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(saved).toEqual([]); // it would write over what is not read yet
  arrive();
  await fixture.undo.loaded;
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(saved).toEqual([{ version: 'v1', undo: [kept.undo[0], [{ id: 'a', after: { x: 1 } }]], redo: [] }]);
  fixture.undo.undo();
  expect(fixture.state).toEqual({ old: { x: 1 } });
  fixture.undo.undo();
  expect(fixture.state).toEqual({});
});

test('a clear while the older ones load forgets them', async () => {
  const { store, arrive } = slow(kept);
  const fixture = new UndoFixture({ store });
  fixture.undo.clear();
  arrive();
  await fixture.undo.loaded;
  expect([fixture.undo.canUndo, fixture.undo.canRedo]).toEqual([false, false]);
});

test('kept steps wait until the version is known, and are taken up in the one they were made in', async () => {
  const { store, saved, arrive } = slow(kept);
  const fixture = new UndoFixture({ store, version: undefined });
  fixture.other('old', { x: 1 });
  arrive();
  await fixture.undo.loaded;
  expect(fixture.undo.canUndo).toBe(false);
  fixture.act({ a: { x: 1 } });
  await fixture.undo.keep();
  expect(saved).toEqual([]); // it would write over what is not taken up yet
  fixture.undo.version('v1');
  while (fixture.undo.undo());
  expect(fixture.state).toEqual({});
});

test('kept steps of another version are forgotten, also those of a time without versions', async () => {
  const { version: _, ...old } = kept;
  for (const stored of [{ ...kept, version: 'v0' }, old]) {
    const { store, saved, arrive } = slow(stored);
    const fixture = new UndoFixture({ store, version: undefined });
    arrive();
    await fixture.undo.loaded;
    fixture.undo.version('v1');
    expect([fixture.undo.canUndo, fixture.undo.canRedo]).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(KEEP_MS);
    expect(saved).toEqual([{ version: 'v1', undo: [], redo: [] }]);
  }
});

test('a switch to another version forgets what was done in the one before, here and in the store', async () => {
  const fixture = new UndoFixture();
  fixture.act({ a: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  fixture.undo.version('v1');
  expect(fixture.undo.canUndo).toBe(true);
  fixture.own('a', { x: 2 }); // in the batch
  fixture.undo.version('v2');
  expect([fixture.undo.canUndo, fixture.undo.hasPendingBatch()]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(await fixture.store.load('p')).toBeUndefined();
  fixture.act({ b: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(await fixture.store.load('p')).toMatchObject({ version: 'v2' });
});

test('a browser that keeps nothing can undo all the same', async () => {
  const fail = async () => Promise.reject(new StorageFailure('refused'));
  const fixture = new UndoFixture({ store: { load: fail, save: fail, clear: fail, sweep: fail } });
  await fixture.undo.loaded;
  fixture.act({ a: { x: 1 } });
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  expect(fixture.undo.undo()).toBe(true);
  fixture.undo.clear();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
});

/** About this many bytes as one property. */
const points = (bytes: number) => ({ points: 'p'.repeat(bytes) });

test('what is written stays small: the newest steps that fit', async () => {
  const store = memoryUndo();
  const fixture = new UndoFixture({ store });
  for (let n = 0; n < 8; n++) fixture.act({ [`a${n}`]: points(RECORD_BYTES / 4) });
  fixture.undo.undo();
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  const stacks = await store.load('p');
  expect(stacks?.undo.map((entry) => entry[0]?.id)).toEqual(['a4', 'a5', 'a6']);
  expect(JSON.stringify(stacks).length).toBeLessThan(RECORD_BYTES + 100);
});

test('what is in memory is bounded too, but the newest step is always there', () => {
  const fixture = new UndoFixture();
  const third = points(MEMORY_BYTES / 3);
  for (const id of ['a', 'b', 'c', 'd']) fixture.act({ [id]: third });
  while (fixture.undo.undo());
  expect(Object.keys(fixture.state)).toEqual(['a', 'b']);

  fixture.act({ huge: points(MEMORY_BYTES * 2) });
  expect(fixture.undo.undo()).toBe(true);
  expect(Object.keys(fixture.state)).toEqual(['a', 'b']);
});
