import { expect, test, vi } from 'vitest';
import { UndoFixture } from './undoFixture.ts';

test('at first there is nothing to undo', () => {
  const { undo } = new UndoFixture();
  expect([undo.canUndo, undo.canRedo, undo.undo(), undo.redo()]).toEqual([false, false, false, false]);
});

test('what has not left the browser does so before an undo', () => {
  const fixture = new UndoFixture();
  fixture.act({ a: { x: 1 } });
  fixture.undo.undo();
  fixture.undo.redo();
  expect(fixture.log).toEqual(['flush', 'submit', 'flush', 'submit']);
});

test('an entry of which nothing is left is dropped and the next one tried', () => {
  const fixture = new UndoFixture();
  fixture.act({ a: { x: 1 } });
  fixture.act({ b: { x: 1 } });
  fixture.act({ c: { x: 1 } });
  fixture.other('b', { x: 50 });
  fixture.undo.undo();
  expect(fixture.state).toEqual({ a: { x: 1 }, b: { x: 50 } });
  fixture.undo.undo();
  expect(fixture.state).toEqual({ b: { x: 50 } });
  expect(fixture.undo.canUndo).toBe(false);
  fixture.undo.redo();
  fixture.undo.redo();
  expect(fixture.state).toEqual({ a: { x: 1 }, b: { x: 50 }, c: { x: 1 } });
});

test("what another client has put at the person's word is one step, and what others have changed of it stays", () => {
  const fixture = new UndoFixture();
  fixture.act({ mine: { x: 1 } });
  for (const id of ['a', 'b', 'c']) fixture.other(id, { x: 1 });
  fixture.undo.adopt(['a', 'b', 'c', 'gone']);
  fixture.other('b', { x: 50 });
  fixture.act({ mine: { x: 2 } });

  fixture.undo.undo();
  expect(fixture.state).toMatchObject({ mine: { x: 1 }, a: { x: 1 } });
  fixture.undo.undo();
  expect(fixture.state).toEqual({ mine: { x: 1 }, b: { x: 50 } });
  fixture.undo.redo();
  expect(fixture.state).toEqual({ mine: { x: 1 }, a: { x: 1 }, b: { x: 50 }, c: { x: 1 } });

  fixture.undo.adopt(['gone']);
  expect(fixture.undo.canRedo).toBe(true);
});

test('the oldest entry goes first, and a new limit holds at once', () => {
  const fixture = new UndoFixture({ limit: 12 });
  const count = () => {
    let undone = 0;
    while (fixture.undo.undo()) undone++;
    return undone;
  };
  for (let x = 0; x < 20; x++) fixture.act({ a: { x } });
  expect(count()).toBe(12);
  expect(fixture.state).toEqual({ a: { x: 7 } });
  while (fixture.undo.redo());
  fixture.undo.configure({ limit: 10, delay: 300 });
  expect(count()).toBe(10);
  expect(fixture.state).toEqual({ a: { x: 9 } });
});

test('an edit that cannot be made leaves the entry where it was', () => {
  const submit = vi.fn(() => {
    throw new Error('closed');
  });
  const fixture = new UndoFixture({ submit });
  fixture.act({ a: { x: 1 } });
  expect(() => fixture.undo.undo()).toThrow('closed');
  expect([fixture.undo.canUndo, fixture.undo.canRedo]).toEqual([true, false]);
});

test('while the objects are not there nothing is taken back, and nothing dropped', () => {
  let able = true;
  const fixture = new UndoFixture({ able: () => able });
  fixture.act({ a: { x: 1 } });
  able = false;
  expect([fixture.undo.canUndo, fixture.undo.undo()]).toEqual([false, false]);
  able = true;
  expect([fixture.undo.canUndo, fixture.undo.undo()]).toEqual([true, true]);
});

test('clear forgets all, the batch as well', async () => {
  const fixture = new UndoFixture();
  fixture.act({ a: { x: 1 } });
  fixture.act({ a: { x: 2 } });
  fixture.undo.undo();
  fixture.own('a', { x: 3 });
  fixture.undo.clear();
  expect([fixture.undo.canUndo, fixture.undo.canRedo, fixture.undo.hasPendingBatch()]).toEqual([
    false,
    false,
    false,
  ]);
  await fixture.reload();
  expect(fixture.undo.canUndo).toBe(false);
});

test('listeners are called until they are removed', () => {
  const fixture = new UndoFixture();
  const seen: [boolean, boolean][] = [];
  const end = fixture.undo.onChange(() => seen.push([fixture.undo.canUndo, fixture.undo.canRedo]));
  fixture.act({ a: { x: 1 } });
  expect(seen.at(-1)).toEqual([true, false]);
  fixture.undo.undo();
  expect(seen.at(-1)).toEqual([false, true]);
  fixture.undo.redo();
  expect(seen.at(-1)).toEqual([true, false]);
  fixture.undo.clear();
  expect(seen.at(-1)).toEqual([false, false]);
  end();
  const told = seen.length;
  fixture.act({ a: { x: 2 } });
  expect(seen).toHaveLength(told);
});

test('an edit of many objects is told once, and is one step', () => {
  const fixture = new UndoFixture();
  let told = 0;
  fixture.undo.onChange(() => told++);
  const ids = Array.from({ length: 2_000 }, (_, at) => `o${at}`);
  const moved = (x: number) => {
    const changes = ids.map((id) => ({ id, before: fixture.objects.get(id), after: { x } }));
    for (const id of ids) fixture.other(id, { x });
    return changes;
  };
  fixture.undo.made(moved(1), 'discrete');
  expect(told).toBe(1);
  fixture.undo.made(moved(2), 'gesture');
  fixture.undo.made(moved(3), 'gesture');
  expect(told).toBe(3);
  fixture.undo.commitBatch();
  fixture.undo.undo();
  expect(fixture.submitted).toHaveLength(1);
  expect(fixture.submitted[0]?.changes).toHaveLength(2_000);
  expect(fixture.objects.get('o1999')).toEqual({ x: 1 });
});
