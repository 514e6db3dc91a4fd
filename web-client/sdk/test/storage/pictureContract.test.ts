import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PictureStore } from '../../src/pictures/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { Database, indexedDbPictures, memoryPictures, PICTURES } from '../../src/storage/index.ts';

beforeAll(() => void vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterAll(() => void vi.unstubAllGlobals());

const stores: [string, () => PictureStore][] = [
  ['in memory', memoryPictures],
  ['in IndexedDB', () => indexedDbPictures(new Database(PICTURES, new IDBFactory(), browserTimers))],
];

const about = (project: string) => ({ project, title: 'T', version: 'v', settings: {}, bytes: 9, at: 1 });

describe.each(stores)('pictures %s', (_name, make) => {
  test('are not there at first, nor before they are finished', async () => {
    const store = make();
    expect([await store.all(), await store.ids('p'), await store.load('p')]).toEqual([[], [], undefined]);
    await store.put('p', [['a', { x: 1 }]]);
    expect([await store.all(), await store.ids('p'), await store.load('p')]).toEqual([[], ['a'], undefined]);
  });

  test('have what was put last, without what is gone, project by project', async () => {
    const store = make();
    await store.put('p', [
      ['a', { x: 1 }],
      ['b', { x: 2 }],
    ]);
    await store.put('q', [['a', { x: 9 }]]);
    await store.finish(about('p'), []);
    await store.finish(about('q'), []);
    await store.put('p', [
      ['a', { x: 3 }],
      ['c', {}],
    ]);
    await store.finish({ ...about('p'), title: 'U', at: 2 }, ['b']);
    expect(await store.load('p')).toEqual({
      picture: { ...about('p'), title: 'U', at: 2 },
      objects: new Map([
        ['a', { x: 3 }],
        ['c', {}],
      ]),
    });
    expect((await store.all()).map(({ project }) => project).sort()).toEqual(['p', 'q']);
    await store.remove('p');
    expect([await store.ids('p'), await store.load('p')]).toEqual([[], undefined]);
    expect((await store.load('q'))?.objects).toEqual(new Map([['a', { x: 9 }]]));
  });
});
