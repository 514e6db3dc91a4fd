import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AssetStore, KeptAsset } from '../../src/assets/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { ASSETS, Database, indexedDbAssets, memoryAssets } from '../../src/storage/index.ts';

beforeAll(() => void vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterAll(() => void vi.unstubAllGlobals());

const stores: [string, () => AssetStore][] = [
  ['in memory', memoryAssets],
  ['in IndexedDB', () => indexedDbAssets(new Database(ASSETS, new IDBFactory(), browserTimers))],
];

const asset = (project: string, fileId: string, more: Partial<KeptAsset> = {}): KeptAsset => ({
  project,
  fileId,
  bytes: new Blob([fileId], { type: 'image/png' }),
  ...more,
});
const filesOf = async (store: AssetStore, project: string) =>
  (await store.ofProject(project)).map(({ fileId }) => fileId).sort();

describe.each(stores)('an asset store %s', (_name, make) => {
  test('has nothing at first', async () => {
    const store = make();
    expect(await store.get('p', 'a')).toBeUndefined();
    expect(await store.ofProject('p')).toEqual([]);
    expect(await store.projects()).toEqual([]);
    await store.remove('p', 'a');
  });

  test('gives back what was kept last, project by project', async () => {
    const store = make();
    await store.keep(asset('p', 'a'));
    await store.keep(asset('p', 'b'));
    await store.keep(asset('q', 'a'));
    await store.keep(asset('p', 'a', { refused: 'too large' }));
    expect(await filesOf(store, 'p')).toEqual(['a', 'b']);
    expect(await filesOf(store, 'q')).toEqual(['a']);
    expect((await store.projects()).sort()).toEqual(['p', 'q']);
    expect(await store.get('p', 'a')).toMatchObject({ refused: 'too large' });
    expect((await store.get('q', 'a'))?.refused).toBeUndefined();
    expect(await (await store.get('p', 'b'))?.bytes.text()).toBe('b');
  });

  test('marks as sent what is there and not refused, and brings nothing back', async () => {
    const store = make();
    await store.keep(asset('p', 'a'));
    await store.keep(asset('p', 'b', { refused: 'too large' }));
    for (const fileId of ['a', 'b', 'gone']) await store.sent('p', fileId);
    expect(await store.get('p', 'a')).toMatchObject({ isSent: true });
    expect(await store.get('p', 'b')).not.toHaveProperty('isSent');
    expect(await filesOf(store, 'p')).toEqual(['a', 'b']);
  });

  test('forgets what is removed, and nothing else', async () => {
    const store = make();
    for (const fileId of ['a', 'b']) await store.keep(asset('p', fileId));
    await store.remove('p', 'a');
    expect(await filesOf(store, 'p')).toEqual(['b']);
  });
});

test('what a page from before the SDK had assets has left is read', async () => {
  const factory = new IDBFactory();
  const opening = factory.open('easel-assets', 1);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore('assets', { keyPath: ['project', 'fileId'] });
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const transaction = opening.result.transaction('assets', 'readwrite');
  transaction.objectStore('assets').put(asset('p', 'old'));
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  opening.result.close();
  const store = indexedDbAssets(new Database(ASSETS, factory, browserTimers));
  expect(await filesOf(store, 'p')).toEqual(['old']);
});
