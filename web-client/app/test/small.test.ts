import { ApiProblem, OutboxFull, type Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { circleOver } from '../src/board/adapter/circle.ts';
import { freePlace } from '../src/board/adapter/freePlace.ts';
import { outlineOf } from '../src/board/adapter/outline.ts';
import { presenceReceived, presenceToSend } from '../src/board/adapter/presence.ts';
import { partsOf, SHORTCUTS } from '../src/board/help/shortcuts.ts';
import { refusalInWords } from '../src/board/ui/refusal.ts';
import { saveText } from '../src/board/ui/saveText.ts';
import { baseOf } from '../src/common/base.ts';
import { failure } from '../src/common/failure.ts';
import { actOf, boardKeyOf } from '../src/common/keys.ts';
import { dashboardPath, elementPath, pastPath, routeOf } from '../src/common/route.ts';
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
    expect(routeOf('/dashboard', '')).toEqual({ page: 'dashboard', instance: undefined });
    const parts = (of: string) => of.split('?') as [string, string];
    expect(routeOf(...parts(dashboardPath('a/b')))).toMatchObject({ instance: 'a/b' });
    expect(pastPath(id, 42)).toBe(`/p/${id}?seq=42`);
    expect(routeOf(...parts(elementPath(id, 'a/b')))).toMatchObject({ viewOnly: false, element: 'a/b' });
    expect(routeOf(...parts(elementPath(id, 'a', true)))).toMatchObject({ viewOnly: true, element: 'a' });
  });

  it('is below the path of the app, where that is not the root of its host', () => {
    const id = '3f0c0000-0000-4000-8000-00000000000a';
    for (const path of ['/boards', '/boards/']) {
      expect(routeOf(path, '', '/boards/')).toEqual({ page: 'list' });
    }
    expect(routeOf(`/boards/p/${id}`, '', '/boards/')).toMatchObject({ page: 'board', project: id });
    for (const path of ['/', `/p/${id}`, `/boards2/p/${id}`]) {
      expect(routeOf(path, '', '/boards/')).toEqual({ page: 'unknown' });
    }
    expect([baseOf('./'), baseOf('/boards/')]).toEqual(['/', '/boards/']);
  });
});

describe('a failure', () => {
  it('of the SDK or the server is told in words, by its code', () => {
    expect(failure(new ApiProblem(503, 'Unavailable', 'over'))).toContain('right now');
    expect(failure(new ApiProblem(500, 'Error', 'x', undefined, 'abc'))).toContain('abc');
    expect(failure(new ApiProblem(422, 'No', 'too odd'))).toBe('The server does not take it: too odd');
    expect(failure(new OutboxFull('full'))).toContain('Too much waits');
    expect(failure(new Error('as it is'))).toBe('as it is');
    expect(refusalInWords('too_large: over 1 MiB')).toBe('It is larger than a board takes (over 1 MiB).');
    expect(refusalInWords('constructor: as it is')).toBe('constructor: as it is');
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

  it('that a board has not, or that are the page’s, do not reach Excalidraw', () => {
    const means = (key: string, code: string, ...held: ('ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey')[]) => {
      const free = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
      return boardKeyOf({ key, code, ...free, ...Object.fromEntries(held.map((name) => [name, true])) });
    };
    expect(means('Delete', 'Delete', 'ctrlKey')).toBe('clear');
    expect(means('Backspace', 'Backspace', 'metaKey')).toBe('clear');
    expect(means('/', 'Slash', 'ctrlKey')).toBe('palette');
    expect(means('P', 'KeyP', 'ctrlKey', 'shiftKey')).toBe('palette');
    expect(means('p', 'KeyP', 'metaKey')).toBe('palette');
    // On a Mac these letters are others with Alt.
    expect(means('∂', 'KeyD', 'altKey', 'shiftKey')).toBe('theme');
    expect(means('®', 'KeyR', 'altKey')).toBe('look');
    expect(means('o', 'KeyO', 'ctrlKey')).toBe('choose');
    expect(means('o', 'KeyO', 'ctrlKey', 'shiftKey')).toBeUndefined();
    for (const key of ['Delete', 'd', 'r', 'p', '/', 'o']) expect(means(key, '')).toBeUndefined();
  });
});

describe('people who follow each other', () => {
  const over = (followers: Record<string, string>) => (own: string, leader: string) =>
    circleOver(own, leader, (session) => followers[session]);

  it('go in a circle where it comes back to oneself, directly or over others', () => {
    expect(over({ b: 'a' })('a', 'b')).toEqual(['b', 'a']);
    expect(over({ b: 'c', c: 'a' })('a', 'b')).toEqual(['b', 'c', 'a']);
    expect(over({ b: 'c' })('a', 'b')).toEqual([]);
    // Others in a circle are not ours to end.
    expect(over({ b: 'c', c: 'b' })('a', 'b')).toEqual([]);
  });
});

describe('what is drawn without a pointer', () => {
  it('is in the middle, and beside what was drawn there before', () => {
    const first = freePlace([500, 300], [200, 100], []);
    expect(first).toEqual([400, 250]);
    const over = [first[0], first[1], first[0] + 200, first[1] + 100] as const;
    expect(freePlace([500, 300], [200, 100], [over])).toEqual([440, 290]);
    expect(freePlace([500, 300], [200, 100], [[0, 0, 900, 900]])).toEqual([400, 250]);
  });
});

describe('the outline of a board', () => {
  it('has all that is written, by frame and as one reads, with where it leads', () => {
    const text = (words: string, x: number, y: number, more: Props = {}) =>
      ({ type: 'text', text: words, x, y, ...more }) as Props;
    const objects = new Map<string, Props>([
      ['lower', text('lower', 0, 300)],
      ['right', text('right', 200, 105)],
      ['left', text('left', 0, 110, { originalText: 'left, unwrapped ' })],
      ['empty', text(' ', 0, 0)],
      ['box', { type: 'rectangle', x: 0, y: 0, frameId: 'second' }],
      ['label', text('label', 10, 10, { containerId: 'box' })],
      ['lost', text('lost', 0, 500, { containerId: 'gone', frameId: 'gone' })],
      ['second', { type: 'frame', name: null, x: 0, y: 900 }],
      ['first', { type: 'frame', name: 'Plans', x: 0, y: 600 }],
      ['framed', text('framed', 0, 650, { frameId: 'first' })],
      ['odd', { type: 'text', text: 7, x: 'far' }],
    ]);
    expect(outlineOf(objects)).toEqual([
      {
        frame: undefined,
        texts: [
          { text: 'left, unwrapped', target: 'left' },
          { text: 'right', target: 'right' },
          { text: 'lower', target: 'lower' },
          { text: 'lost', target: 'lost' },
        ],
      },
      { frame: 'Plans', texts: [{ text: 'framed', target: 'framed' }] },
      { frame: '', texts: [{ text: 'label', target: 'box' }] },
    ]);
    expect(outlineOf(new Map())).toEqual([]);
  });
});

describe('the help', () => {
  it('tells each shortcut once, and takes a combination apart', () => {
    for (const { list } of SHORTCUTS) expect(new Set(list.map(({ what }) => what)).size).toBe(list.length);
    const said = SHORTCUTS.flatMap(({ list }) => list.flatMap(({ keys }) => keys));
    expect(said).not.toContain('Mod+Delete');
    expect(said).not.toContain('Mod+/');
    expect([partsOf('Mod++'), partsOf('A+(click)'), partsOf('+')]).toEqual([
      ['Mod', '+'],
      ['A', '(click)'],
      ['+'],
    ]);
  });
});

describe('the save state in words', () => {
  it('says saved only of what is saved', () => {
    expect(saveText({ kind: 'saved' }).word).toBe('Saved');
    expect(saveText({ kind: 'saving', edits: 1, images: 0, kept: true }).more).toContain(': 1 change.');
    expect(saveText({ kind: 'offline', edits: 1_200, images: 0 }).more).toContain(': 1,200 changes.');
    expect(saveText({ kind: 'offline', edits: 2, images: 1 }).more).toContain(': 2 changes and 1 image.');
    expect(saveText({ kind: 'notSaving', reason: 'stopped', kept: true }).word).toBe('Not saving');
    expect(saveText({ kind: 'saving', edits: 1, images: 0, kept: false }).more).toContain(
      'Leave this tab open',
    );
  });
});

describe('presence', () => {
  const state = {
    cursor: [1.234, 5.678] as const,
    tool: 'pointer' as const,
    button: 'up' as const,
    selection: Array.from({ length: 500 }, (_, at) => `element-with-a-long-name-${at}`),
    viewport: [0, 0, 10, 10] as const,
    activity: 'idle' as const,
    summon: 'k3v9',
  };

  it('stays small, however much is selected', () => {
    const sent = presenceToSend(state);
    expect(sent.cursor).toEqual([1.2, 5.7]);
    expect(JSON.stringify(sent).length).toBeLessThan(4_000);
    expect(presenceReceived(sent)).toEqual(sent);
  });

  it('can be sent from a canvas that has no numbers', () => {
    const sent = presenceToSend({
      ...state,
      cursor: [Number.NaN, 1],
      viewport: [Number.NaN, 0, Infinity, 9],
    });
    expect(sent).toMatchObject({ cursor: [0, 1], viewport: [0, 0, 0, 9] });
  });

  it('of other programs is taken as far as it makes sense', () => {
    expect(presenceReceived('hello')).toBeUndefined();
    expect(
      presenceReceived({ cursor: ['a', 1], selection: [1, 'b'], viewport: null, activity: 'x', summon: 1 }),
    ).toEqual({
      ...{ cursor: null, tool: 'pointer', button: 'up' },
      selection: ['b'],
      viewport: [0, 0, 0, 0],
      activity: 'active',
    });
    const odd = { cursor: [Number.NaN, 1], viewport: [0, 0, 1e300, 1] };
    expect(presenceReceived(odd)).toMatchObject({ cursor: null, viewport: [0, 0, 0, 0] });
    expect(presenceReceived({ cursor: [null, null] })).toMatchObject({ cursor: null });
  });
});
