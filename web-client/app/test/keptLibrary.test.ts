import type { LibraryItem } from '@excalidraw/excalidraw/types';
import { expect, it } from 'vitest';
import { keptLibrary, type Library } from '../src/board/state/keptLibrary.ts';

const item = { id: 'i', status: 'unpublished', created: 1, elements: [] } as LibraryItem;

/** A browser that keeps a Library, or fails to. */
function library() {
  const browser = { kept: undefined as Library | undefined, fails: false, told: 0 };
  const run = async <T>(work: () => T): Promise<T> => {
    if (browser.fails) throw new Error('storage');
    return work();
  };
  const kept = {
    load: () => run(() => browser.kept),
    save: (value: Library) =>
      run(() => {
        browser.kept = value;
      }),
  };
  const adapter = keptLibrary(kept, () => void browser.told++);
  return { browser, adapter };
}

it('the Library is what was saved, and none at first', async () => {
  const { browser, adapter } = library();
  expect(await adapter.load({ source: 'load' })).toBeNull();
  await adapter.save({ libraryItems: [item] });
  expect(await adapter.load({ source: 'save' })).toEqual({ libraryItems: [item] });
  expect(browser.told).toBe(0);
});

it('a Library that cannot be read is shown as empty, and not saved over as if it were', async () => {
  const { browser, adapter } = library();
  browser.fails = true;
  expect(await adapter.load({ source: 'load' })).toBeNull();
  await expect(adapter.load({ source: 'save' })).rejects.toThrow('storage');
  await adapter.save({ libraryItems: [item] });
  expect(browser.told).toBe(1);
});
