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
