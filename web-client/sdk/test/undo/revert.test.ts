import { describe, expect, test } from 'vitest';
import { Desk } from './desk.ts';

describe('a changed object', () => {
  test('gets back what was, what was not there goes', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, old: 1 });
    desk.act({ a: { x: 1, fresh: 1 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, old: 1 } });
    desk.undo.redo();
    expect(desk.document).toEqual({ a: { x: 1, fresh: 1 } });
    expect(desk.submitted.map(({ changes }) => changes)).toEqual([
      [{ op: 'patch', id: 'a', set: { x: 0, old: 1 }, unset: ['fresh'] }],
      [{ op: 'patch', id: 'a', set: { x: 1, fresh: 1 }, unset: ['old'] }],
    ]);
  });

  test('keeps each property that others changed since', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0 });
    desk.act({ a: { x: 1, y: 1 } });
    desk.other('a', { x: 1, y: 50 });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, y: 50 } });
    desk.undo.redo();
    expect(desk.document).toEqual({ a: { x: 1, y: 50 } });
  });

  test('names that every JavaScript object knows are names like any other', () => {
    const desk = new Desk();
    desk.other('a', { toString: 1 });
    desk.act({ a: { toString: 2, constructor: 1 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { toString: 1 } });
    desk.undo.redo();
    expect(desk.document).toEqual({ a: { toString: 2, constructor: 1 } });
  });

  test('equal is by value: keys unordered, 0 and -0 the same', () => {
    const desk = new Desk();
    desk.other('a', { at: { x: 0, y: 0 } });
    desk.act({ a: { at: { x: 1, y: 0 } } });
    desk.other('a', { at: { y: -0, x: 1 } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { at: { x: 0, y: 0 } } });
  });

  test('a property that others took away stays away', () => {
    const desk = new Desk();
    desk.other('a', { x: 0, y: 0 });
    desk.act({ a: { x: 1, y: 1 } });
    desk.other('a', { y: 1 });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { y: 0 } });
  });

  test('an object that others deleted stays deleted', () => {
    const desk = new Desk();
    desk.other('a', { x: 0 });
    desk.act({ a: { x: 1 } });
    desk.other('a', undefined);
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({});
  });
});

describe('a created object', () => {
  test('goes, and comes back whole', () => {
    const desk = new Desk();
    desk.act({ a: { x: 1, y: 2 } });
    desk.undo.undo();
    expect(desk.document).toEqual({});
    desk.undo.redo();
    expect(desk.document).toEqual({ a: { x: 1, y: 2 } });
  });

  test('stays when others changed it since, for it holds their work', () => {
    const desk = new Desk();
    desk.act({ a: { x: 1 } });
    desk.other('a', { x: 1, y: 50 });
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 1, y: 50 } });
  });

  test('stays when others changed it while it was being made', () => {
    const desk = new Desk();
    desk.own('a', { x: 1 });
    desk.other('a', { x: 1, y: 50 });
    desk.act({ a: { x: 2, y: 50 } });
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 2, y: 50 } });
  });

  test('is not made again when there is another with its id', () => {
    const desk = new Desk();
    desk.act({ a: { x: 1 } });
    desk.undo.undo();
    desk.other('a', { x: 50 });
    expect(desk.undo.redo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 50 } });
  });
});

describe('a deleted object', () => {
  test('comes back as it was', () => {
    const desk = new Desk();
    desk.other('a', { x: 1 });
    desk.act({ a: undefined });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 1 } });
    desk.undo.redo();
    expect(desk.document).toEqual({});
  });

  test('is left to others who made it again', () => {
    const desk = new Desk();
    desk.other('a', { x: 1 });
    desk.act({ a: undefined });
    desk.other('a', { x: 50 });
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 50 } });
  });

  test('is not deleted again when others changed it since', () => {
    const desk = new Desk();
    desk.other('a', { x: 1 });
    desk.act({ a: undefined });
    desk.undo.undo();
    desk.other('a', { x: 50 });
    expect(desk.undo.redo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 50 } });
  });
});

describe('what hangs on another object', () => {
  test('does not come back without it, while the rest does', () => {
    const desk = new Desk();
    desk.other('f', {});
    desk.other('child', { frame: 'f' });
    desk.other('lone', { x: 1 });
    desk.act({ child: undefined, lone: undefined });
    desk.other('f', undefined);
    desk.undo.undo();
    expect(desk.document).toEqual({ lone: { x: 1 } });
  });

  test('comes back together with it, however deep', () => {
    const desk = new Desk();
    desk.other('outer', {});
    desk.other('inner', { frame: 'outer' });
    desk.other('child', { frame: 'inner' });
    desk.act({ outer: undefined, inner: undefined, child: undefined });
    desk.undo.undo();
    expect(Object.keys(desk.document).sort()).toEqual(['child', 'inner', 'outer']);
  });

  test('does not come back when what it hangs on, in turn, does not', () => {
    const desk = new Desk();
    desk.other('outer', {});
    desk.other('inner', { frame: 'outer' });
    desk.other('child', { frame: 'inner' });
    desk.act({ inner: undefined, child: undefined });
    desk.other('outer', undefined);
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({});
  });

  test('comes back where its parent was made again by others', () => {
    const desk = new Desk();
    desk.other('f', {});
    desk.other('child', { frame: 'f' });
    desk.act({ f: undefined, child: undefined });
    desk.other('f', { x: 50 });
    desk.undo.undo();
    expect(desk.document).toEqual({ f: { x: 50 }, child: { frame: 'f' } });
  });

  test('is not moved back into a frame that is gone', () => {
    const desk = new Desk();
    desk.other('f', {});
    desk.other('a', { frame: 'f', x: 0 });
    desk.act({ a: { x: 1 } });
    desk.other('f', undefined);
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 1 } });
  });

  test('whose frame is gone already is changed like any other', () => {
    const desk = new Desk();
    desk.other('f', {});
    desk.other('a', { frame: 'f', x: 0 });
    desk.act({ a: { frame: 'f', x: 1 } });
    desk.other('f', undefined);
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { frame: 'f', x: 0 } });
  });

  test('does not come back into a frame that the same undo takes away', () => {
    const desk = new Desk();
    desk.own('f', {});
    desk.other('child', { frame: 'f' });
    desk.act({ child: undefined });
    desk.undo.undo();
    expect(desk.document).toEqual({});
  });

  test('keeps the frame it hangs in, whoever made that', () => {
    const desk = new Desk();
    desk.act({ f: {}, a: { x: 1 } });
    desk.other('child', { frame: 'f' });
    desk.undo.undo();
    expect(desk.document).toEqual({ f: {}, child: { frame: 'f' } });
  });

  test('keeps the frame in its frame too', () => {
    const desk = new Desk();
    desk.act({ outer: {}, inner: { frame: 'outer' } });
    desk.other('child', { frame: 'inner' });
    expect(desk.undo.undo()).toBe(false);
  });

  test('does not keep the frame that the same undo moves it out of', () => {
    const desk = new Desk();
    desk.other('a', { x: 1 });
    desk.act({ f: {}, a: { x: 1, frame: 'f' } });
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 1 } });
    desk.undo.redo();
    expect(desk.document).toEqual({ f: {}, a: { x: 1, frame: 'f' } });
  });
});
