import { describe, expect, it } from 'vitest';
import { boardSave } from '../src/board/state/boardSave.ts';

describe('the save state of a board', () => {
  const none = { waiting: 0, keeping: 0, unkept: 0, refused: [], isComplete: true };
  const refused = [{ fileId: 'a', why: 'too large', canRetry: true }];

  it('is saved only when no image waits', () => {
    const saved = { kind: 'saved' } as const;
    expect(boardSave(saved, none)).toEqual(saved);
    expect(boardSave(saved, { ...none, isComplete: false }).kind).toBe('saving');
    expect(boardSave(saved, { ...none, waiting: 2 })).toEqual({
      kind: 'saving',
      edits: 0,
      images: 2,
      kept: true,
    });
    expect(boardSave(saved, { ...none, waiting: 2, keeping: 1 })).toMatchObject({
      kind: 'saving',
      kept: false,
    });
    expect(boardSave(saved, { ...none, waiting: 1, unkept: 1 }).kind).toBe('notSaving');
    expect(boardSave(saved, { ...none, refused })).toEqual({
      kind: 'notSaving',
      reason: 'imageRefused',
      kept: true,
    });
  });

  it('is the worse of both', () => {
    const offline = { kind: 'offline', edits: 3 } as const;
    expect(boardSave(offline, { ...none, waiting: 1 })).toEqual({ ...offline, images: 1 });
    // It is not said to be kept before it is.
    expect(boardSave(offline, { ...none, waiting: 1, keeping: 1 })).toMatchObject({
      kind: 'saving',
      kept: false,
    });
    expect(boardSave({ kind: 'saving', edits: 3, kept: false }, none)).toMatchObject({
      edits: 3,
      kept: false,
    });
    const stopped = { kind: 'notSaving', edits: 3, reason: 'stopped', kept: true } as const;
    expect(boardSave(stopped, { ...none, refused })).toEqual({
      kind: 'notSaving',
      reason: 'stopped',
      kept: true,
    });
  });

  it('is not known before the board is, unless something waits', () => {
    expect(boardSave({ kind: 'opening' }, none)).toEqual({ kind: 'opening' });
    expect(boardSave({ kind: 'opening' }, { ...none, isComplete: false })).toEqual({ kind: 'opening' });
    expect(boardSave({ kind: 'opening' }, { ...none, waiting: 1 })).toMatchObject({
      kind: 'saving',
      images: 1,
    });
  });

  it('tells what closing the tab would lose, whatever else is the matter', () => {
    const closed = { kind: 'notSaving', edits: 3, reason: 'closed', kept: false } as const;
    expect(boardSave(closed, none)).toMatchObject({ kept: false });
    expect(boardSave({ ...closed, kept: true }, { ...none, keeping: 1 })).toMatchObject({ kept: false });
    expect(boardSave({ kind: 'saved' }, { ...none, refused, unkept: 1 })).toMatchObject({ kept: false });
  });
});
