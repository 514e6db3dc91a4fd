import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OutboxStore, StoredEdit } from '../../src/outbox/index.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { Database, EDITS, indexedDbOutbox, memoryOutbox } from '../../src/storage/index.ts';

beforeAll(() => void vi.stubGlobal('IDBKeyRange', IDBKeyRange));
afterAll(() => void vi.unstubAllGlobals());

const stores: [string, () => OutboxStore][] = [
  ['in memory', memoryOutbox],
  ['in IndexedDB', () => indexedDbOutbox(new Database(EDITS, new IDBFactory(), browserTimers))],
];

const edit = (number: number, more: Partial<StoredEdit> = {}): StoredEdit => ({
  edit: number,
  changes: [{ op: 'patch', id: 'a', set: { x: number } }],
  at: 1_000 + number,
  ...more,
});

describe.each(stores)('an outbox %s', (_name, make) => {
  test('has nothing at first', async () => {
    const outbox = make();
    expect(await outbox.read('p', 'c')).toEqual([]);
    expect(await outbox.clients('p')).toEqual([]);
    expect(await outbox.projects()).toEqual([]);
  });

  test('knows the projects of which edits are kept, and how many those are', async () => {
    const outbox = make();
    expect(await outbox.count('p')).toBe(0);
    await outbox.put('p', 'c', [edit(1), edit(2)]);
    await outbox.put('p', 'd', [edit(1)]);
    await outbox.put('q', 'c', [edit(1)]);
    expect([...(await outbox.projects())].sort()).toEqual(['p', 'q']);
    expect([await outbox.count('p'), await outbox.count('q')]).toEqual([3, 1]);
    expect([await outbox.count('p', 'c'), await outbox.count('p', 'e')]).toEqual([2, 0]);
    await outbox.remove('q', 'c', [1]);
    expect(await outbox.projects()).toEqual(['p']);
  });

  test('gives back what was put, by number and not by text or by when it was put', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(10), edit(9, { group: 'g', setAside: 'too large' })]);
    await outbox.put('p', 'c', [edit(2)]);
    expect(await outbox.read('p', 'c')).toEqual([
      edit(2),
      edit(9, { group: 'g', setAside: 'too large' }),
      edit(10),
    ]);
  });

  test('rewrites an edit whose number is there', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(1), edit(2)]);
    await outbox.put('p', 'c', [edit(1, { at: 5 })]);
    expect(await outbox.read('p', 'c')).toEqual([edit(1, { at: 5 }), edit(2)]);
  });

  test('keeps projects and clients apart', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(1)]);
    await outbox.put('p', 'd', [edit(2)]);
    await outbox.put('q', 'c', [edit(3)]);
    expect(await outbox.read('p', 'c')).toEqual([edit(1)]);
    expect(await outbox.read('p', 'd')).toEqual([edit(2)]);
    expect(await outbox.read('q', 'c')).toEqual([edit(3)]);
    expect((await outbox.clients('p')).sort()).toEqual(['c', 'd']);
    expect(await outbox.clients('q')).toEqual(['c']);
  });

  test('does not take a name for another that begins with it', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(1)]);
    await outbox.put('pp', 'cc', [edit(2)]);
    expect(await outbox.clients('p')).toEqual(['c']);
    expect(await outbox.read('pp', 'c')).toEqual([]);
  });

  test('removes what is named, and a client with its last edit', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(1), edit(2), edit(3)]);
    await outbox.remove('p', 'c', [1, 3, 99]);
    expect(await outbox.read('p', 'c')).toEqual([edit(2)]);
    await outbox.remove('p', 'c', [2]);
    expect(await outbox.clients('p')).toEqual([]);
    await outbox.remove('p', 'nobody', [1]);
  });

  test('takes calls in the order they are made, waited for or not', async () => {
    const outbox = make();
    const calls = [
      outbox.put('p', 'c', [edit(1)]),
      outbox.put('p', 'c', [edit(2)]),
      outbox.remove('p', 'c', [1]),
    ];
    expect(await outbox.read('p', 'c')).toEqual([edit(2)]);
    await Promise.all(calls);
  });

  test('keeps its own copy', async () => {
    const outbox = make();
    const props: { x: number } = { x: 1 };
    await outbox.put('p', 'c', [edit(1, { changes: [{ op: 'put', id: 'a', props }] })]);
    props.x = 2;
    expect((await outbox.read('p', 'c'))[0]?.changes).toEqual([{ op: 'put', id: 'a', props: { x: 1 } }]);
  });

  test('writes all or none', async () => {
    const outbox = make();
    const unkeepable = edit(2, { changes: [{ op: 'put', id: 'a', props: { x: (() => 1) as never } }] });
    await expect(outbox.put('p', 'c', [edit(1), unkeepable])).rejects.toThrow();
    expect(await outbox.read('p', 'c')).toEqual([]);
  });

  test('puts and removes at once, both or neither', async () => {
    const outbox = make();
    await outbox.put('p', 'c', [edit(1)]);
    const unkeepable = edit(2, { changes: [{ op: 'put', id: 'a', props: { x: (() => 1) as never } }] });
    await expect(outbox.put('p', 'c', [unkeepable], [1])).rejects.toThrow();
    expect(await outbox.read('p', 'c')).toEqual([edit(1)]);
    await outbox.put('p', 'c', [edit(2)], [1, 99]);
    expect(await outbox.read('p', 'c')).toEqual([edit(2)]);
    await outbox.put('p', 'c', [], [2]);
    expect(await outbox.clients('p')).toEqual([]);
  });
});
