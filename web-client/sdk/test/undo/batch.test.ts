import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UndoFixture } from './undoFixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Types a text letter by letter. */
function type(fixture: UndoFixture, text: string, betweenMs: number): void {
  for (let end = 1; end <= text.length; end++) {
    const props = { text: text.slice(0, end) };
    fixture.undo.addChange('t', fixture.objects.get('t'));
    fixture.other('t', props);
    fixture.undo.scheduleCommit([{ id: 't', props }]);
    vi.advanceTimersByTime(betweenMs);
  }
}

describe('typing', () => {
  test('a word typed with 60 ms between its letters is one entry', () => {
    const fixture = new UndoFixture();
    fixture.other('t', { text: '' });
    type(fixture, 'easel', 60);
    expect(fixture.undo.hasPendingBatch()).toBe(true);
    vi.advanceTimersByTime(240); // 300 since the last letter
    expect(fixture.undo.hasPendingBatch()).toBe(false);
    expect(fixture.undo.undo()).toBe(true);
    expect(fixture.state).toEqual({ t: { text: '' } });
    expect(fixture.undo.undo()).toBe(false);
    fixture.undo.redo();
    expect(fixture.state).toEqual({ t: { text: 'easel' } });
  });

  test('letters further apart than the delay are an entry each', () => {
    const fixture = new UndoFixture();
    fixture.other('t', { text: '' });
    type(fixture, 'ab', 300);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ t: { text: 'a' } });
  });

  test('the delay may be given, and its setting follows at the next letter', () => {
    const fixture = new UndoFixture();
    fixture.own('a', { x: 1 });
    fixture.undo.scheduleCommit([], 1_000);
    vi.advanceTimersByTime(999);
    expect(fixture.undo.hasPendingBatch()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(fixture.undo.hasPendingBatch()).toBe(false);

    fixture.undo.configure({ limit: 100, delay: 5_000 });
    fixture.own('a', { x: 2 });
    fixture.undo.scheduleCommit();
    vi.advanceTimersByTime(4_999);
    expect(fixture.undo.hasPendingBatch()).toBe(true);
  });

  test('undo in the middle of a word takes back what is typed so far, once', () => {
    const fixture = new UndoFixture();
    fixture.other('t', { text: '' });
    type(fixture, 'ea', 60);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ t: { text: '' } });
    vi.advanceTimersByTime(1_000);
    expect(fixture.undo.canUndo).toBe(false);
    expect(fixture.undo.canRedo).toBe(true);
  });
});

describe('a gesture', () => {
  test('is one entry, committed at its end however long the pointer rests', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0 });
    for (const x of [1, 2, 3]) {
      fixture.own('a', { x, y: 0 });
      vi.advanceTimersByTime(10_000);
    }
    expect(fixture.undo.hasPendingBatch()).toBe(true);
    fixture.undo.commitBatch([{ id: 'a', props: { x: 3, y: 0 } }]);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, y: 0 } });
    expect(fixture.submitted[0]?.changes).toEqual([{ op: 'patch', id: 'a', set: { x: 0 } }]);
  });

  test('a cancelled commit leaves the batch to the next one', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.own('a', { x: 1 });
    fixture.undo.scheduleCommit();
    fixture.undo.cancelScheduledCommit();
    vi.advanceTimersByTime(10_000);
    expect(fixture.undo.hasPendingBatch()).toBe(true);
    fixture.own('a', { x: 2 });
    fixture.undo.commitBatch();
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0 } });
  });

  test('a result that was never reported is read from the objects at the commit', () => {
    const fixture = new UndoFixture();
    fixture.undo.addChange('a', undefined);
    fixture.other('a', { x: 1 });
    fixture.undo.commitBatch();
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
  });
});

describe('what is in a batch', () => {
  test('made and reverted, it leaves no entry', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.own('a', { x: 1, y: 1 });
    fixture.own('a', { x: 0 });
    expect(fixture.undo.hasPendingBatch()).toBe(false);
    fixture.act({ b: { x: 1 }, a: { x: 0 } });
    fixture.undo.undo();
    expect(fixture.undo.canUndo).toBe(false);
  });

  test('created and deleted, it leaves no entry', () => {
    const fixture = new UndoFixture();
    fixture.own('a', { x: 1 });
    fixture.own('a', { x: 2 });
    fixture.act({ a: undefined });
    expect(fixture.undo.canUndo).toBe(false);
  });

  test('deleted and made again, it is a change of what differs', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0, z: 0 });
    fixture.own('a', undefined);
    fixture.act({ a: { x: 1, y: 0 } });
    fixture.undo.undo();
    expect(fixture.submitted[0]?.changes).toEqual([{ op: 'patch', id: 'a', set: { x: 0, z: 0 } }]);
  });

  test('changed and deleted, it comes back as it was before both', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0 });
    fixture.own('a', { x: 1, y: 0, z: 1 });
    fixture.act({ a: undefined });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, y: 0 } });
  });

  test('an entry without a difference does not end redo', () => {
    const fixture = new UndoFixture();
    fixture.act({ a: { x: 1 } });
    fixture.undo.undo();
    fixture.other('b', { x: 1 });
    fixture.act({ b: { x: 1 } });
    expect(fixture.undo.canRedo).toBe(true);
    fixture.act({ b: { x: 2 } });
    expect(fixture.undo.canRedo).toBe(false);
    expect(fixture.undo.redo()).toBe(false);
  });

  test('what others do in the middle of it does not enter', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0 });
    fixture.own('a', { x: 1, y: 0 });
    fixture.other('a', { x: 1, y: 7 });
    fixture.act({ a: { x: 2, y: 7 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, y: 7 } });
  });

  test('what others write over it in the middle is what undo goes back to', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.own('a', { x: 1 });
    fixture.other('a', { x: 50 });
    fixture.act({ a: { x: 2 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 50 } });
  });

  test('an object that others delete and we make again is a creation', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.own('a', { x: 1 });
    fixture.other('a', undefined);
    fixture.act({ a: { x: 2 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
  });

  test('an object that others make again after we deleted it is theirs', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.own('a', undefined);
    fixture.other('a', { x: 50 });
    fixture.act({ a: { x: 51 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 50 } });
  });
});

test('the group of a batch is its own, and so is that of each undo', () => {
  const fixture = new UndoFixture();
  const first = fixture.undo.group;
  fixture.own('a', { x: 1 });
  expect(fixture.undo.group).toBe(first);
  fixture.undo.commitBatch();
  const second = fixture.undo.group;
  expect(second).not.toBe(first);
  fixture.undo.undo();
  fixture.undo.redo();
  const groups = fixture.submitted.map(({ group }) => group);
  expect(new Set([first, second, fixture.undo.group, ...groups]).size).toBe(5);
});
