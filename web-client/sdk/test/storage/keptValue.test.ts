import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptValue } from '../../src/open/keptValue.ts';

beforeEach(() => void vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterEach(() => void vi.unstubAllGlobals());

const AT = { database: 'd', store: 's', key: 'k' };
const below = (path: string, factory: IDBFactory | undefined) =>
  keptValue<{ n: number }>({ origin: `https://easel.test${path}` }, AT, factory);

test('a value is kept, for the servers below each path by itself', async () => {
  const factory = new IDBFactory();
  const value = below('/boards', factory);
  expect(await value.load()).toBeUndefined();
  await value.save({ n: 1 });
  await value.save({ n: 2 });
  expect(await below('/boards/', factory).load()).toEqual({ n: 2 });
  expect(await below('', factory).load()).toBeUndefined();
  expect((await factory.databases()).map(({ name }) => name)).toEqual(['d/boards', 'd']);
});

test('where the browser keeps nothing there is none, and saving fails', async () => {
  const value = below('', undefined);
  expect(await value.load()).toBeUndefined();
  await expect(value.save({ n: 1 })).rejects.toThrow('absent');
});

test('what cannot be read is not told as none', async () => {
  const open = () => {
    throw new DOMException('newer', 'VersionError');
  };
  await expect(below('', { open } as unknown as IDBFactory).load()).rejects.toThrow('newer');
});
