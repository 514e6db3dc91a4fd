import { describe, expect, it } from 'vitest';
import { presenceReceived, presenceToSend } from '../src/board/adapter/presence.ts';
import { cursorHue, cursorId } from '../src/board/controller/cursorId.ts';
import { isDrawing } from '../src/board/controller/intercept.ts';
import { saveText } from '../src/board/ui/saveText.ts';
import { actOf } from '../src/common/keys.ts';
import { colorOf } from '../src/common/person.ts';
import { pastPath, routeOf } from '../src/common/route.ts';
import { ago } from '../src/list/time.ts';

describe('a route', () => {
  it('is the list, a board, a board to look at, or nothing', () => {
    const id = '3f0c0000-0000-4000-8000-00000000000A';
    expect(routeOf('/', '')).toEqual({ page: 'list' });
    expect(routeOf(`/p/${id}`, '')).toEqual({ page: 'board', project: id.toLowerCase(), viewOnly: false });
    expect(routeOf(`/p/${id}/`, '?view')).toMatchObject({ viewOnly: true });
    expect(routeOf(`/p/${id}/objects/A_b-1`, '?view')).toEqual({
      page: 'object',
      project: id.toLowerCase(),
      object: 'A_b-1',
      viewOnly: true,
    });
    for (const path of ['/p/nonsense', `/p/${id}/objects`, `/p/${id}/objects/a.b`, `/p/${id}/objects/a/b`]) {
      expect(routeOf(path, '')).toEqual({ page: 'unknown' });
    }
    expect(routeOf(`/p/${id}`, 'seq=42')).toMatchObject({ viewOnly: false, seq: 42 });
    expect(routeOf(`/p/${id}`, 'seq=-1')).toMatchObject({ seq: undefined });
    expect(pastPath(id, 42)).toBe(`/p/${id}?seq=42`);
  });
});

describe('time', () => {
  it('is told as people do', () => {
    const now = 1_000_000_000_000;
    expect(ago(now + 5_000, now)).toBe('just now');
    expect(ago(now - 59_000, now)).toBe('just now');
    expect(ago(now - 5 * 60_000, now)).toBe('5 minutes ago');
    expect(ago(now - 86_400_000, now)).toBe('yesterday');
    expect(ago(now - 800 * 86_400_000, now)).toBe('2 years ago');
  });
});

describe('keys', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    actOf({ key, code: '', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, ...more });

  it('of undo, redo and save are taken over, on every system', () => {
    expect(press('z')).toBe('undo');
    expect(press('z', { ctrlKey: false, metaKey: true })).toBe('undo');
    expect(press('Z', { shiftKey: true })).toBe('redo');
    expect(press('y')).toBe('redo');
    expect(press('s')).toBe('save');
    expect(press('s', { shiftKey: true })).toBeUndefined();
    // Excalidraw would take both for its own undo.
    expect(press('z', { altKey: true })).toBe('undo');
    expect(press('я', { code: 'KeyZ' })).toBe('undo');
    expect(press('s', { altKey: true })).toBeUndefined();
    expect(press('z', { ctrlKey: false })).toBeUndefined();
  });
});

describe('a dropped file', () => {
  it('is a drawing by its name', () => {
    expect(isDrawing('Board.EXCALIDRAW')).toBe(true);
    expect(isDrawing('photo.png')).toBe(false);
  });
});

describe('the save state in words', () => {
  it('says saved only of what is saved', () => {
    expect(saveText({ kind: 'saved' }).word).toBe('Saved');
    expect(saveText({ kind: 'saving', edits: 1, images: 0, kept: true }).more).toContain('1 change is');
    expect(saveText({ kind: 'offline', edits: 1_200, images: 0 }).more).toContain('1,200 changes are');
    expect(saveText({ kind: 'offline', edits: 2, images: 1 }).more).toContain('2 changes and 1 image are');
    expect(saveText({ kind: 'notSaving', reason: 'stopped' }).word).toBe('Not saving');
    expect(saveText({ kind: 'saving', edits: 1, images: 0, kept: false }).more).toContain(
      'Leave this tab open',
    );
  });
});

describe('a cursor', () => {
  it('has the colour that its person has everywhere, and an id of its own', () => {
    const ids = ['Ada', 'Bo', 'Ада', 'Anonymous Fox', ''].flatMap((name) =>
      ['3f0c0000-0000-4000-8000-00000000000a', 's2'].map((session) => {
        const id = cursorId(session, name);
        expect(colorOf(name)).toBe(`hsl(${cursorHue(id)} 65% 50%)`);
        return id;
      }),
    );
    expect(new Set(ids).size).toBeGreaterThanOrEqual(8);
    expect(cursorId('s2', 'Ada')).not.toBe(cursorId('s3', 'Ada'));
  });
});

describe('presence', () => {
  const state = {
    cursor: [1.234, 5.678] as const,
    tool: 'pointer' as const,
    button: 'up' as const,
    selection: Array.from({ length: 500 }, (_, at) => `element-with-a-long-name-${at}`),
    viewport: [0, 0, 10, 10] as const,
  };

  it('stays small, however much is selected', () => {
    const sent = presenceToSend(state);
    expect(sent.cursor).toEqual([1.2, 5.7]);
    expect(JSON.stringify(sent).length).toBeLessThan(4_000);
    expect(presenceReceived(sent)).toEqual(sent);
  });

  it('of other programs is taken as far as it makes sense', () => {
    expect(presenceReceived('hello')).toBeUndefined();
    expect(presenceReceived({ cursor: ['a', 1], selection: [1, 'b'], viewport: null })).toMatchObject({
      cursor: null,
      selection: ['b'],
      viewport: [0, 0, 0, 0],
    });
  });
});
