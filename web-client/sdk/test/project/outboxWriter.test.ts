import { expect, it } from 'vitest';
import type { OutboxStore, StoredEdit } from '../../src/outbox/index.ts';
import { OutboxWriter } from '../../src/project/outboxWriter.ts';
import { memoryOutbox } from '../../src/storage/index.ts';
import { Clock } from '../simulation/clock.ts';

const edit = (number: number): StoredEdit => ({ edit: number, changes: [], at: 0 });
const numbers = (edits: readonly StoredEdit[]) => edits.map((stored) => stored.edit);

function writerOf(store: OutboxStore): OutboxWriter {
  const timers = new Clock().timers(() => true);
  return new OutboxWriter({ store, project: 'p', client: 'c', timers, released: () => undefined });
}

it('an edit that takes another number is never in the store under both, nor under none', async () => {
  const kept = memoryOutbox();
  const seen: number[][] = [];
  const see = async () => void seen.push(numbers(await kept.read('p', 'c')));
  const writer = writerOf({
    ...kept,
    put: (...args) => kept.put(...args).then(see),
    remove: (...args) => kept.remove(...args).then(see),
  });
  writer.write(new Map([[1, edit(1)]]));
  await writer.writeNow();
  writer.write(
    new Map([
      [1, undefined],
      [2, edit(2)],
    ]),
  );
  await writer.writeNow();
  expect(seen).toEqual([[1], [2]]);
});

it('what is in the store is removed, though a later write failed', async () => {
  const kept = memoryOutbox();
  let fails = false;
  const check = () => (fails ? Promise.reject(new Error('full')) : Promise.resolve());
  const writer = writerOf({
    ...kept,
    put: (...args) => check().then(() => kept.put(...args)),
    remove: (...args) => check().then(() => kept.remove(...args)),
  });
  writer.write(new Map([[1, edit(1)]]));
  await writer.writeNow();
  fails = true;
  writer.write(
    new Map([
      [1, undefined],
      [2, edit(2)],
    ]),
  );
  await writer.writeNow();
  fails = false;
  await writer.writeNow();
  expect(numbers(await kept.read('p', 'c'))).toEqual([2]);
});

it('what was removed while an earlier write was under way does not come back when that one fails', async () => {
  const kept = memoryOutbox();
  let failFirst = () => {};
  const first = new Promise<void>((_, reject) => {
    failFirst = () => reject(new Error('full'));
  });
  let writes = 0;
  const writer = writerOf({ ...kept, put: async (...args) => (writes++ === 1 ? first : kept.put(...args)) });
  writer.write(new Map([[1, edit(1)]]));
  await writer.writeNow();
  writer.write(new Map([[1, { ...edit(1), at: 2 }]]));
  writer.write(new Map([[1, undefined]]));
  expect(writer.isInDoubt(1)).toBe(true);
  const written = writer.writeNow();
  failFirst();
  await written;
  await writer.writeNow();
  expect([numbers(await kept.read('p', 'c')), writer.isInDoubt(1)]).toEqual([[], false]);
});

it('a record is in doubt until the store has what replaces it', async () => {
  const kept = memoryOutbox();
  const writer = writerOf(kept);
  writer.write(new Map([[1, edit(1)]]));
  await writer.writeNow();
  expect(writer.isInDoubt(1)).toBe(false);
  writer.write(new Map([[1, { ...edit(1), setAside: 'no' }]]));
  expect(writer.isInDoubt(1)).toBe(true);
  await writer.writeNow();
  expect(writer.isInDoubt(1)).toBe(false);
});
