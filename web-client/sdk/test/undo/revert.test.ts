import { describe, expect, test } from 'vitest';
import { UndoFixture } from './undoFixture.ts';

describe('a changed object', () => {
  test('gets back what was, what was not there goes', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, old: 1 });
    fixture.act({ a: { x: 1, fresh: 1 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, old: 1 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { x: 1, fresh: 1 } });
    expect(fixture.submitted.map(({ changes }) => changes)).toEqual([
      [{ op: 'patch', id: 'a', set: { x: 0, old: 1 }, unset: ['fresh'] }],
      [{ op: 'patch', id: 'a', set: { x: 1, fresh: 1 }, unset: ['old'] }],
    ]);
  });

  test('keeps each property that others changed since', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0 });
    fixture.act({ a: { x: 1, y: 1 } });
    fixture.other('a', { x: 1, y: 50 });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, y: 50 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { x: 1, y: 50 } });
  });

  test('takes back properties that belong together, or none of them', () => {
    const fixture = new UndoFixture({ groups: () => [['crop', 'width']] });
    fixture.other('a', { crop: 0, width: 0, y: 0 });
    fixture.act({ a: { crop: 1, width: 1, y: 1 } });
    fixture.other('a', { crop: 1, width: 50, y: 1 });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { crop: 1, width: 50, y: 0 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { crop: 1, width: 50, y: 1 } });
  });

  test('names that every JavaScript object knows are names like any other', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { toString: 1 });
    fixture.act({ a: { toString: 2, constructor: 1 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { toString: 1 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { toString: 2, constructor: 1 } });
  });

  test('equal is by value: keys unordered, 0 and -0 the same', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { at: { x: 0, y: 0 } });
    fixture.act({ a: { at: { x: 1, y: 0 } } });
    fixture.other('a', { at: { y: -0, x: 1 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { at: { x: 0, y: 0 } } });
  });

  test('a property that others took away stays away', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0, y: 0 });
    fixture.act({ a: { x: 1, y: 1 } });
    fixture.other('a', { y: 1 });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { y: 0 } });
  });

  test('an object that others deleted stays deleted', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 0 });
    fixture.act({ a: { x: 1 } });
    fixture.other('a', undefined);
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({});
  });
});

describe('a created object', () => {
  test('goes, and comes back whole', () => {
    const fixture = new UndoFixture();
    fixture.act({ a: { x: 1, y: 2 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { x: 1, y: 2 } });
  });

  test('stays when others changed it since, for it holds their work', () => {
    const fixture = new UndoFixture();
    fixture.act({ a: { x: 1 } });
    fixture.other('a', { x: 1, y: 50 });
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 1, y: 50 } });
  });

  test('stays when others changed it while it was being made', () => {
    const fixture = new UndoFixture();
    fixture.own('a', { x: 1 });
    fixture.other('a', { x: 1, y: 50 });
    fixture.act({ a: { x: 2, y: 50 } });
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 2, y: 50 } });
  });

  test('is not made again when there is another with its id', () => {
    const fixture = new UndoFixture();
    fixture.act({ a: { x: 1 } });
    fixture.undo.undo();
    fixture.other('a', { x: 50 });
    expect(fixture.undo.redo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 50 } });
  });
});

describe('a deleted object', () => {
  test('comes back as it was', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 1 });
    fixture.act({ a: undefined });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 1 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({});
  });

  test('is left to others who made it again', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 1 });
    fixture.act({ a: undefined });
    fixture.other('a', { x: 50 });
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 50 } });
  });

  test('is not deleted again when others changed it since', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 1 });
    fixture.act({ a: undefined });
    fixture.undo.undo();
    fixture.other('a', { x: 50 });
    expect(fixture.undo.redo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 50 } });
  });
});

describe('an object that needs another one', () => {
  test('does not come back without it, while the rest does', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('child', { frame: 'f' });
    fixture.other('lone', { x: 1 });
    fixture.act({ child: undefined, lone: undefined });
    fixture.other('f', undefined);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ lone: { x: 1 } });
  });

  test('comes back together with it, however deep', () => {
    const fixture = new UndoFixture();
    fixture.other('outer', {});
    fixture.other('inner', { frame: 'outer' });
    fixture.other('child', { frame: 'inner' });
    fixture.act({ outer: undefined, inner: undefined, child: undefined });
    fixture.undo.undo();
    expect(Object.keys(fixture.state).sort()).toEqual(['child', 'inner', 'outer']);
  });

  test('does not come back when the other one, in turn, does not', () => {
    const fixture = new UndoFixture();
    fixture.other('outer', {});
    fixture.other('inner', { frame: 'outer' });
    fixture.other('child', { frame: 'inner' });
    fixture.act({ inner: undefined, child: undefined });
    fixture.other('outer', undefined);
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({});
  });

  test('comes back by redo without the parent that it lacked when undo took it away', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.act({ child: { frame: 'f' } });
    fixture.other('f', undefined);
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
    fixture.undo.redo();
    expect(fixture.state).toEqual({ child: { frame: 'f' } });
  });

  test('stays where redo takes away again what it lacked before undo', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.act({ f: undefined });
    fixture.other('child', { frame: 'f' });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ f: {}, child: { frame: 'f' } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ child: { frame: 'f' } });
  });

  test('comes back where its parent was made again by others', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('child', { frame: 'f' });
    fixture.act({ f: undefined, child: undefined });
    fixture.other('f', { x: 50 });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ f: { x: 50 }, child: { frame: 'f' } });
  });

  test('is not moved back into a deleted frame', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('a', { frame: 'f', x: 0 });
    fixture.act({ a: { x: 1 } });
    fixture.other('f', undefined);
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 1 } });
  });

  test('is moved by redo into a frame that was gone when undo took it out', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('a', { frame: null, x: 0 });
    fixture.act({ a: { frame: 'f', x: 1 } });
    fixture.other('f', undefined);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { frame: null, x: 0 } });
    fixture.repair('a', { frame: null, x: 5 });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ a: { frame: 'f', x: 1 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { frame: null, x: 5 } });
  });

  test('is not moved by redo into a frame that was deleted only after undo took it out', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('a', { frame: null });
    fixture.act({ a: { frame: 'f' } });
    fixture.undo.undo();
    fixture.other('f', undefined);
    expect(fixture.undo.redo()).toBe(false);
    expect(fixture.state).toEqual({ a: { frame: null } });
  });

  test('whose frame is gone already is changed like any other', () => {
    const fixture = new UndoFixture();
    fixture.other('f', {});
    fixture.other('a', { frame: 'f', x: 0 });
    fixture.act({ a: { frame: 'f', x: 1 } });
    fixture.other('f', undefined);
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { frame: 'f', x: 0 } });
  });

  test('does not come back into a frame that the same undo takes away', () => {
    const fixture = new UndoFixture();
    fixture.own('f', {});
    fixture.other('child', { frame: 'f' });
    fixture.act({ child: undefined });
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
  });

  test('keeps its frame, also when somebody else put it there', () => {
    const fixture = new UndoFixture();
    fixture.act({ f: {}, a: { x: 1 } });
    fixture.other('child', { frame: 'f' });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ f: {}, child: { frame: 'f' } });
  });

  test('keeps the frame in its frame too', () => {
    const fixture = new UndoFixture();
    fixture.act({ outer: {}, inner: { frame: 'outer' } });
    fixture.other('child', { frame: 'inner' });
    expect(fixture.undo.undo()).toBe(false);
  });

  test('does not keep the frame that the same undo moves it out of', () => {
    const fixture = new UndoFixture();
    fixture.other('a', { x: 1 });
    fixture.act({ f: {}, a: { x: 1, frame: 'f' } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 1 } });
    fixture.undo.redo();
    expect(fixture.state).toEqual({ f: {}, a: { x: 1, frame: 'f' } });
  });
});
