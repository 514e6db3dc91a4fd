import { expect, test, vi } from 'vitest';
import { Desk } from './desk.ts';

test('at first there is nothing to undo', () => {
  const { undo } = new Desk();
  expect([undo.canUndo, undo.canRedo, undo.undo(), undo.redo()]).toEqual([false, false, false, false]);
});

test('what has not left the browser does so before an undo', () => {
  const desk = new Desk();
  desk.act({ a: { x: 1 } });
  desk.undo.undo();
  desk.undo.redo();
  expect(desk.log).toEqual(['flush', 'submit', 'flush', 'submit']);
});

test('an entry of which nothing is left is dropped and the next one tried', () => {
  const desk = new Desk();
  desk.act({ a: { x: 1 } });
  desk.act({ b: { x: 1 } });
  desk.act({ c: { x: 1 } });
  desk.other('b', { x: 50 });
  desk.undo.undo();
  expect(desk.document).toEqual({ a: { x: 1 }, b: { x: 50 } });
  desk.undo.undo();
  expect(desk.document).toEqual({ b: { x: 50 } });
  expect(desk.undo.canUndo).toBe(false);
  desk.undo.redo();
  desk.undo.redo();
  expect(desk.document).toEqual({ a: { x: 1 }, b: { x: 50 }, c: { x: 1 } });
});

test('the oldest entry goes first, and a new limit holds at once', () => {
  const desk = new Desk({ limit: 12 });
  const count = () => {
    let undone = 0;
    while (desk.undo.undo()) undone++;
    return undone;
  };
  for (let x = 0; x < 20; x++) desk.act({ a: { x } });
  expect(count()).toBe(12);
  expect(desk.document).toEqual({ a: { x: 7 } });
  while (desk.undo.redo());
  desk.undo.configure({ limit: 10, delay: 300 });
  expect(count()).toBe(10);
  expect(desk.document).toEqual({ a: { x: 9 } });
});

test('an edit that cannot be made leaves the entry where it was', () => {
  const submit = vi.fn(() => {
    throw new Error('closed');
  });
  const desk = new Desk({ submit });
  desk.act({ a: { x: 1 } });
  expect(() => desk.undo.undo()).toThrow('closed');
  expect([desk.undo.canUndo, desk.undo.canRedo]).toEqual([true, false]);
});

test('while the document is not there nothing is taken back, and nothing dropped', () => {
  let able = true;
  const desk = new Desk({ able: () => able });
  desk.act({ a: { x: 1 } });
  able = false;
  expect([desk.undo.canUndo, desk.undo.undo()]).toEqual([false, false]);
  able = true;
  expect([desk.undo.canUndo, desk.undo.undo()]).toEqual([true, true]);
});

test('clear forgets all, the batch too', async () => {
  const desk = new Desk();
  desk.act({ a: { x: 1 } });
  desk.act({ a: { x: 2 } });
  desk.undo.undo();
  desk.own('a', { x: 3 });
  desk.undo.clear();
  expect([desk.undo.canUndo, desk.undo.canRedo, desk.undo.hasPendingBatch()]).toEqual([false, false, false]);
  await desk.reload();
  expect(desk.undo.canUndo).toBe(false);
});

test('listeners are told until they have had enough', () => {
  const desk = new Desk();
  const seen: [boolean, boolean][] = [];
  const end = desk.undo.onChange(() => seen.push([desk.undo.canUndo, desk.undo.canRedo]));
  desk.act({ a: { x: 1 } });
  expect(seen.at(-1)).toEqual([true, false]);
  desk.undo.undo();
  expect(seen.at(-1)).toEqual([false, true]);
  desk.undo.redo();
  expect(seen.at(-1)).toEqual([true, false]);
  desk.undo.clear();
  expect(seen.at(-1)).toEqual([false, false]);
  end();
  const told = seen.length;
  desk.act({ a: { x: 2 } });
  expect(seen).toHaveLength(told);
});
