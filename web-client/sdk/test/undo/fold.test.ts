import { describe, expect, test } from 'vitest';
import { memoryUndo } from '../../src/storage/index.ts';
import { UndoFixture } from './undoFixture.ts';

describe('own changes that are not steps', () => {
  test('do not keep what was created from being taken back', () => {
    const fixture = new UndoFixture();
    fixture.act({ image: { status: 'pending' } });
    fixture.repair('image', { status: 'saved' });
    expect(fixture.undo.undo()).toBe(true);
    expect(fixture.state).toEqual({});
    fixture.undo.redo();
    expect(fixture.state).toEqual({ image: { status: 'saved' } });
  });

  test('do not hide what others change afterwards', () => {
    const fixture = new UndoFixture();
    fixture.act({ image: { status: 'pending', x: 0 } });
    fixture.repair('image', { status: 'saved', x: 0 });
    fixture.other('image', { status: 'saved', x: 1 });
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ image: { status: 'saved', x: 1 } });
  });

  test('do not hide what others changed before', () => {
    const fixture = new UndoFixture();
    fixture.act({ a: { x: 0 } });
    fixture.act({ a: { x: 1 } });
    fixture.other('a', { x: 2 });
    fixture.repair('a', { x: 3 });
    expect(fixture.undo.undo()).toBe(false);
    expect(fixture.state).toEqual({ a: { x: 3 } });
  });

  test('reach the entry that left the property, below others that did not touch it', () => {
    const fixture = new UndoFixture();
    fixture.act({ image: { status: 'pending', x: 0 } });
    fixture.act({ image: { status: 'pending', x: 1 } });
    fixture.repair('image', { status: 'saved', x: 1, scale: 2 });
    fixture.undo.undo();
    expect(fixture.state).toEqual({ image: { status: 'saved', x: 0, scale: 2 } });
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
  });

  test('reach what can be redone as well', () => {
    const fixture = new UndoFixture();
    fixture.objects.set('a', { x: 0, status: 'pending' });
    fixture.act({ a: undefined });
    fixture.undo.undo();
    fixture.repair('a', { x: 0, status: 'saved' });
    expect(fixture.undo.redo()).toBe(true);
    expect(fixture.state).toEqual({});
    fixture.undo.undo();
    expect(fixture.state).toEqual({ a: { x: 0, status: 'saved' } });
  });

  test('reach the batch that is still open, its results reported or not', () => {
    const fixture = new UndoFixture();
    fixture.objects.set('b', { x: 0, status: 'pending' });
    fixture.own('a', { status: 'pending' });
    fixture.undo.addChange('b', fixture.objects.get('b'));
    fixture.repair('a', { status: 'saved' });
    fixture.repair('b', { x: 0, status: 'saved' });
    fixture.other('b', { x: 1, status: 'saved' });
    fixture.undo.commitBatch();
    fixture.undo.undo();
    expect(fixture.state).toEqual({ b: { x: 0, status: 'saved' } });
  });

  test('that bring back what was leave nothing to undo of it', () => {
    const fixture = new UndoFixture();
    fixture.objects.set('a', { x: 0 });
    fixture.act({ a: { x: 1 } });
    fixture.repair('a', { x: 0 });
    expect([fixture.undo.canUndo, fixture.undo.undo()]).toEqual([false, false]);
  });

  test('are kept over a reload, and reach what is still being loaded', async () => {
    const fixture = new UndoFixture({ store: memoryUndo() });
    await fixture.undo.loaded;
    fixture.act({ image: { status: 'pending' } });
    await fixture.undo.keep();
    const reloaded = fixture.reload();
    fixture.repair('image', { status: 'saved' });
    await reloaded;
    await fixture.undo.keep();
    await fixture.reload();
    fixture.undo.undo();
    expect(fixture.state).toEqual({});
  });
});
