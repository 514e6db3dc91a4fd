import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Desk } from './desk.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Types a text letter by letter. */
function type(desk: Desk, text: string, betweenMs: number): void {
  for (let end = 1; end <= text.length; end++) {
    const props = { text: text.slice(0, end) };
    desk.undo.addChange('t', desk.objects.get('t'));
    desk.other('t', props);
    desk.undo.scheduleCommit([{ id: 't', props }]);
    vi.advanceTimersByTime(betweenMs);
  }
}

describe('typing', () => {
  test('a word typed with 60 ms between its letters is one entry', () => {
    const desk = new Desk();
    desk.other('t', { text: '' });
    type(desk, 'easel', 60);
    expect(desk.undo.hasPendingBatch()).toBe(true);
    vi.advanceTimersByTime(240); // 300 since the last letter
    expect(desk.undo.hasPendingBatch()).toBe(false);
    expect(desk.undo.undo()).toBe(true);
    expect(desk.document).toEqual({ t: { text: '' } });
    expect(desk.undo.undo()).toBe(false);
    desk.undo.redo();
    expect(desk.document).toEqual({ t: { text: 'easel' } });
  });

  test('letters further apart than the delay are an entry each', () => {
    const desk = new Desk();
    desk.other('t', { text: '' });
    type(desk, 'ab', 300);
    desk.undo.undo();
    expect(desk.document).toEqual({ t: { text: 'a' } });
  });

  test('the delay may be given, and its setting follows at the next letter', () => {
    const desk = new Desk();
    desk.own('a', { x: 1 });
    desk.undo.scheduleCommit([], 1_000);
    vi.advanceTimersByTime(999);
    expect(desk.undo.hasPendingBatch()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(desk.undo.hasPendingBatch()).toBe(false);

    desk.undo.configure({ limit: 100, delay: 5_000 });
    desk.own('a', { x: 2 });
    desk.undo.scheduleCommit();
    vi.advanceTimersByTime(4_999);
    expect(desk.undo.hasPendingBatch()).toBe(true);
  });

  test('undo in the middle of a word takes back what is typed so far, once', () => {
    const desk = new Desk();
    desk.other('t', { text: '' });
    type(desk, 'ea', 60);
    desk.undo.undo();
    expect(desk.document).toEqual({ t: { text: '' } });
    vi.advanceTimersByTime(1_000);
    expect(desk.undo.canUndo).toBe(false);
    expect(desk.undo.canRedo).toBe(true);
  });
});

describe('a gesture', () => {
  test('is one entry, committed at its end however long it rests', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0 });
    for (const x of [1, 2, 3]) {
      desk.own('a', { x, y: 0 });
      vi.advanceTimersByTime(10_000);
    }
    expect(desk.undo.hasPendingBatch()).toBe(true);
    desk.undo.commitBatch([{ id: 'a', props: { x: 3, y: 0 } }]);
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, y: 0 } });
    expect(desk.submitted[0]?.changes).toEqual([{ op: 'patch', id: 'a', set: { x: 0 } }]);
  });

  test('a commit called off leaves the batch to the next one', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.own('a', { x: 1 });
    desk.undo.scheduleCommit();
    desk.undo.cancelScheduledCommit();
    vi.advanceTimersByTime(10_000);
    expect(desk.undo.hasPendingBatch()).toBe(true);
    desk.own('a', { x: 2 });
    desk.undo.commitBatch();
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0 } });
  });

  test('what was never told to be done is read from the document at the commit', () => {
    const desk = new Desk();
    desk.undo.addChange('a', undefined);
    desk.other('a', { x: 1 });
    desk.undo.commitBatch();
    desk.undo.undo();
    expect(desk.document).toEqual({});
  });
});

describe('what is in a batch', () => {
  test('made and reverted, it leaves no entry', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.own('a', { x: 1, y: 1 });
    desk.own('a', { x: 0 });
    expect(desk.undo.hasPendingBatch()).toBe(false);
    desk.act({ b: { x: 1 }, a: { x: 0 } });
    desk.undo.undo();
    expect(desk.undo.canUndo).toBe(false);
  });

  test('created and deleted, it leaves no entry', () => {
    const desk = new Desk();
    desk.own('a', { x: 1 });
    desk.own('a', { x: 2 });
    desk.act({ a: undefined });
    expect(desk.undo.canUndo).toBe(false);
  });

  test('deleted and made again, it is a change of what differs', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0, z: 0 });
    desk.own('a', undefined);
    desk.act({ a: { x: 1, y: 0 } });
    desk.undo.undo();
    expect(desk.submitted[0]?.changes).toEqual([{ op: 'patch', id: 'a', set: { x: 0, z: 0 } }]);
  });

  test('changed and deleted, it comes back as it was before both', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0 });
    desk.own('a', { x: 1, y: 0, z: 1 });
    desk.act({ a: undefined });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, y: 0 } });
  });

  test('an entry without a difference does not end redo', () => {
    const desk = new Desk();
    desk.act({ a: { x: 1 } });
    desk.undo.undo();
    desk.other('b', { x: 1 });
    desk.act({ b: { x: 1 } });
    expect(desk.undo.canRedo).toBe(true);
    desk.act({ b: { x: 2 } });
    expect(desk.undo.canRedo).toBe(false);
    expect(desk.undo.redo()).toBe(false);
  });

  test('what others do in the middle of it does not enter', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0 });
    desk.own('a', { x: 1, y: 0 });
    desk.other('a', { x: 1, y: 7 });
    desk.act({ a: { x: 2, y: 7 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, y: 7 } });
  });

  test('what others write over it in the middle is what undo goes back to', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.own('a', { x: 1 });
    desk.other('a', { x: 50 });
    desk.act({ a: { x: 2 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 50 } });
  });

  test('an object that others delete and we make again is a creation', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.own('a', { x: 1 });
    desk.other('a', undefined);
    desk.act({ a: { x: 2 } });
    desk.undo.undo();
    expect(desk.document).toEqual({});
  });

  test('an object that others make again after we deleted it is theirs', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.own('a', undefined);
    desk.other('a', { x: 50 });
    desk.act({ a: { x: 51 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 50 } });
  });
});

test('the group of a batch is its own, and so is that of each undo', () => {
  const desk = new Desk();
  const first = desk.undo.group;
  desk.own('a', { x: 1 });
  expect(desk.undo.group).toBe(first);
  desk.undo.commitBatch();
  const second = desk.undo.group;
  expect(second).not.toBe(first);
  desk.undo.undo();
  desk.undo.redo();
  const groups = desk.submitted.map(({ group }) => group);
  expect(new Set([first, second, desk.undo.group, ...groups]).size).toBe(5);
});
