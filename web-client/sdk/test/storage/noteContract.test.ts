import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NoteStore } from '../../src/notes/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { Database, indexedDbNotes, memoryNotes, NOTES } from '../../src/storage/index.ts';
import { MOST_NOTES, NOTES_KEPT_MS } from '../../src/storage/indexedDbNotes.ts';

beforeAll(() => void vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterAll(() => void vi.unstubAllGlobals());

const database = () => new Database(NOTES, new IDBFactory(), browserTimers);

const stores: [string, () => NoteStore][] = [
  ['in memory', memoryNotes],
  ['in IndexedDB', () => indexedDbNotes(database())],
];

describe.each(stores)('a store of notes %s', (_name, make) => {
  test('has nothing at first', async () => {
    expect(await make().all('p')).toEqual(new Map());
  });

  test('gives back what was put last under each name, project by project', async () => {
    const store = make();
    await store.put('p', 'a', { words: 'first' });
    await store.put('p', 'a', { words: 'second' });
    await store.put('p', 'b', [1]);
    await store.put('q', 'a', 'other');
    expect(await store.all('p')).toEqual(
      new Map<string, unknown>([
        ['a', { words: 'second' }],
        ['b', [1]],
      ]),
    );
    expect(await store.all('q')).toEqual(new Map([['a', 'other']]));
  });

  test('removes one, also one that is not there', async () => {
    const store = make();
    await store.put('p', 'a', 1);
    await store.put('p', 'b', 2);
    await store.remove('p', 'a');
    await store.remove('p', 'a');
    expect(await store.all('p')).toEqual(new Map([['b', 2]]));
  });
});

test('notes that nobody has put for long go, and of too many the oldest', async () => {
  let now = 1_800_000_000_000;
  const store = indexedDbNotes(database(), () => now);
  await store.put('p', 'old', 1);
  now += NOTES_KEPT_MS;
  await store.put('p', 'new', 2);
  await store.sweep();
  expect((await store.all('p')).size).toBe(2);
  now += 1;
  await store.sweep();
  expect([...(await store.all('p')).keys()]).toEqual(['new']);
  for (let at = 0; at < MOST_NOTES; at++) {
    now += 1;
    await store.put('q', `n${at}`, at);
  }
  await store.sweep();
  expect([(await store.all('p')).size, (await store.all('q')).size]).toEqual([0, MOST_NOTES]);
});
