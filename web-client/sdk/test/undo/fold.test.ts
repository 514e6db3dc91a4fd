import { describe, expect, test } from 'vitest';
import { memoryUndo } from '../../src/storage/index.ts';
import { Desk } from './desk.ts';

describe('own changes that are not to be undone', () => {
  test('do not keep what was created from being taken back', () => {
    const desk = new Desk();
    desk.act({ image: { status: 'pending' } });
    desk.repair('image', { status: 'saved' });
    expect(desk.undo.undo()).toBe(true);
    expect(desk.document).toEqual({});
    desk.undo.redo();
    expect(desk.document).toEqual({ image: { status: 'saved' } });
  });

  test('are no cover for what others change afterwards', () => {
    const desk = new Desk();
    desk.act({ image: { status: 'pending', x: 0 } });
    desk.repair('image', { status: 'saved', x: 0 });
    desk.other('image', { status: 'saved', x: 1 });
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ image: { status: 'saved', x: 1 } });
  });

  test('nor for what others changed before', () => {
    const desk = new Desk();
    desk.act({ a: { x: 0 } });
    desk.act({ a: { x: 1 } });
    desk.other('a', { x: 2 });
    desk.repair('a', { x: 3 });
    expect(desk.undo.undo()).toBe(false);
    expect(desk.document).toEqual({ a: { x: 3 } });
  });

  test('reach the entry that left the property, below others that did not touch it', () => {
    const desk = new Desk();
    desk.act({ image: { status: 'pending', x: 0 } });
    desk.act({ image: { status: 'pending', x: 1 } });
    desk.repair('image', { status: 'saved', x: 1, scale: 2 });
    desk.undo.undo();
    expect(desk.document).toEqual({ image: { status: 'saved', x: 0, scale: 2 } });
    desk.undo.undo();
    expect(desk.document).toEqual({});
  });

  test('reach what is to be done again, too', () => {
    const desk = new Desk();
    desk.objects.set('a', { x: 0, status: 'pending' });
    desk.act({ a: undefined });
    desk.undo.undo();
    desk.repair('a', { x: 0, status: 'saved' });
    expect(desk.undo.redo()).toBe(true);
    expect(desk.document).toEqual({});
    desk.undo.undo();
    expect(desk.document).toEqual({ a: { x: 0, status: 'saved' } });
  });

  test('reach the batch that is still being made, told of its end or not', () => {
    const desk = new Desk();
    desk.objects.set('b', { x: 0, status: 'pending' });
    desk.own('a', { status: 'pending' });
    desk.undo.addChange('b', desk.objects.get('b'));
    desk.repair('a', { status: 'saved' });
    desk.repair('b', { x: 0, status: 'saved' });
    desk.other('b', { x: 1, status: 'saved' });
    desk.undo.commitBatch();
    desk.undo.undo();
    expect(desk.document).toEqual({ b: { x: 0, status: 'saved' } });
  });

  test('that bring back what was leave nothing to undo of it', () => {
    const desk = new Desk();
    desk.objects.set('a', { x: 0 });
    desk.act({ a: { x: 1 } });
    desk.repair('a', { x: 0 });
    expect([desk.undo.canUndo, desk.undo.undo()]).toEqual([false, false]);
  });

  test('are kept over a reload, and reach what is still being loaded', async () => {
    const desk = new Desk({ store: memoryUndo() });
    await desk.undo.loaded;
    desk.act({ image: { status: 'pending' } });
    await desk.undo.keep();
    const reloaded = desk.reload();
    desk.repair('image', { status: 'saved' });
    await reloaded;
    await desk.undo.keep();
    await desk.reload();
    desk.undo.undo();
    expect(desk.document).toEqual({});
  });
});
