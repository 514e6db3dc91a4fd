import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { browserTimers } from '../../src/ports/timers.ts';
import { Database, EDITS, indexedDbUndo, memoryUndo } from '../../src/storage/index.ts';
import { MOST_UNDO, UNDO_KEPT_MS } from '../../src/storage/indexedDb.ts';
import type { KeptStacks } from '../../src/undo/entry.ts';
import type { UndoStore } from '../../src/undo/index.ts';

const stores: [string, () => UndoStore][] = [
  ['in memory', memoryUndo],
  [
    'in IndexedDB',
    () => indexedDbUndo(new Database(EDITS, new IDBFactory(), browserTimers), async () => 't'),
  ],
];

const stacks = (id: string): KeptStacks => ({
  version: 'v',
  undo: [[{ id, before: { x: 1 }, after: { x: 2, y: [1, 2] } }]],
  redo: [[{ id, after: { x: 1 } }]],
});

describe.each(stores)('an undo store %s', (_name, make) => {
  test('has nothing at first', async () => {
    expect(await make().load('p')).toBeUndefined();
  });

  test('gives back what was saved last, project by project', async () => {
    const store = make();
    await store.save('p', stacks('a'));
    await store.save('p', stacks('b'));
    await store.save('q', stacks('c'));
    expect(await store.load('p')).toEqual(stacks('b'));
    expect(await store.load('q')).toEqual(stacks('c'));
  });

  test('forgets one project', async () => {
    const store = make();
    await store.save('p', stacks('a'));
    await store.save('q', stacks('b'));
    await store.clear('p');
    expect(await store.load('p')).toBeUndefined();
    expect(await store.load('q')).toEqual(stacks('b'));
  });
});

test('two tabs of one browser have separate stacks', async () => {
  const database = new Database(EDITS, new IDBFactory(), browserTimers);
  const one = indexedDbUndo(database, async () => 'one');
  const two = indexedDbUndo(database, async () => 'two');
  await one.save('p', stacks('a'));
  await two.save('p', stacks('b'));
  expect(await one.load('p')).toEqual(stacks('a'));
  expect(await two.load('p')).toEqual(stacks('b'));
});

test('stacks that were not changed for long go, and those of too many tabs, the oldest first', async () => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  const database = new Database(EDITS, new IDBFactory(), browserTimers);
  let now = 1_800_000_000_000;
  const of = (tab: string) =>
    indexedDbUndo(
      database,
      async () => tab,
      () => now,
    );
  await of('old').save('p', stacks('a'));
  now += UNDO_KEPT_MS;
  await of('new').save('p', stacks('a'));
  await of('new').sweep();
  expect(await of('old').load('p')).toBeDefined();
  now += 1;
  await of('new').sweep();
  expect([await of('old').load('p'), await of('new').load('p')]).toEqual([undefined, stacks('a')]);
  for (let tab = 0; tab < MOST_UNDO; tab++) {
    now += 1;
    await of(`t${tab}`).save('p', stacks('a'));
  }
  await of('t0').sweep();
  expect([await of('new').load('p'), await of('t0').load('p')]).toEqual([undefined, stacks('a')]);
  vi.unstubAllGlobals();
});
