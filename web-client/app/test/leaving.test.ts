import { type Project, type SaveState, type Status, UNKNOWN_UPLOADS, type UploadState } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import type { BoardWords } from '../src/board/controller/BoardWords.ts';
import type { OwnImages } from '../src/board/images/OwnImages.ts';
import { LeftProjects } from '../src/board/state/leftProjects.ts';
import { OpenBoard } from '../src/board/state/OpenBoard.ts';
import { awayText } from '../src/board/ui/awayText.ts';
import { LeaveGuard } from '../src/common/leaveGuard.ts';

const UNKEPT: SaveState = { kind: 'notSaving', edits: 2, reason: 'notKept', kept: false };

/** A window, and whether the browser would ask. */
function asking() {
  const listeners = new Set<EventListener>();
  const guard = new LeaveGuard(
    () =>
      ({
        addEventListener: (_: string, listener: EventListener) => void listeners.add(listener),
        removeEventListener: (_: string, listener: EventListener) => void listeners.delete(listener),
      }) as unknown as Window,
  );
  const asks = () => {
    let isAsked = false;
    const event = {
      preventDefault: () => {
        isAsked = true;
      },
    } as unknown as Event;
    for (const listener of listeners) listener(event);
    return isAsked;
  };
  return { guard, asks };
}

/** A value that tells its listeners. */
class Told<T> {
  readonly #listeners = new Set<() => void>();
  value: T;
  closed = 0;

  constructor(value: T) {
    this.value = value;
  }

  become(value: T): void {
    this.value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  readonly listen = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly close = (): void => void this.closed++;
}

/** A board whose save state and uploads are in the test's hands. */
function board(id: string, saveState: SaveState) {
  const state = new Told(saveState);
  const uploads = new Told<UploadState>({ ...UNKNOWN_UPLOADS, isComplete: true });
  const project = {
    id,
    get saveState() {
      return state.value;
    },
    on: (_: 'saveState', listener: () => void) => state.listen(listener),
    close: async () => state.close(),
  } as unknown as Project;
  const images = {
    uploads: {
      get state() {
        return uploads.value;
      },
      onChange: uploads.listen,
    },
    close: uploads.close,
  } as unknown as OwnImages;
  const words = { close: () => undefined } as unknown as BoardWords;
  return { open: new OpenBoard(project, words, () => images), state, uploads };
}

describe('leaving', () => {
  it('is asked about exactly while something would be lost', () => {
    const { guard, asks } = asking();
    const [a, b] = [{}, {}];
    expect(asks()).toBe(false);
    guard.set(a, true);
    guard.set(b, true);
    guard.set(a, false);
    expect(asks()).toBe(true);
    guard.set(b, false);
    expect(asks()).toBe(false);
  });

  it('a board inside the app closes it, and one that nothing keeps only when all is kept or saved', () => {
    const { guard, asks } = asking();
    const left = new LeftProjects(guard);
    const kept = board('a', { kind: 'offline', edits: 3 });
    left.leave(kept.open);
    expect([kept.state.closed, asks(), left.take('a')]).toEqual([1, false, undefined]);
    const unkept = board('b', UNKEPT);
    left.leave(unkept.open);
    expect([unkept.state.closed, asks()]).toEqual([0, true]);
    unkept.state.become({ kind: 'saved' });
    unkept.state.become({ kind: 'saved' });
    expect([unkept.state.closed, asks()]).toEqual([1, false]);
  });

  it('a board with an image that nothing keeps leaves both open until the server has it', () => {
    const { guard, asks } = asking();
    const left = new LeftProjects(guard);
    const { open, state, uploads } = board('b', { kind: 'saved' });
    expect(open.images.uploads.state.waiting).toBe(0);
    uploads.become({ ...uploads.value, waiting: 1, unkept: 1 });
    left.leave(open);
    state.become({ kind: 'saving', edits: 1, kept: true });
    expect([state.closed, uploads.closed, asks()]).toEqual([0, 0, true]);
    uploads.become({ ...uploads.value, waiting: 0, unkept: 0 });
    expect([state.closed, uploads.closed, asks()]).toEqual([1, 1, false]);
  });

  it('a board that nothing keeps and coming back to it goes on with it', () => {
    const { guard, asks } = asking();
    const left = new LeftProjects(guard);
    const { open, state } = board('b', UNKEPT);
    left.leave(open);
    expect(left.take('b')).toBe(open);
    state.become({ kind: 'saved' });
    expect([state.closed, asks()]).toEqual([0, false]);
  });
});

describe('what is told while the server is away', () => {
  const away: Status = { kind: 'reconnecting', readOnly: false, synced: true, shown: true, away: true };
  const offline = { kind: 'offline', edits: 1, images: 0 } as const;

  it('is nothing while it is not, or nothing is shown', () => {
    expect(awayText({ ...away, away: false }, offline)).toBeUndefined();
    expect(awayText({ ...away, shown: false }, offline)).toBeUndefined();
    expect(awayText({ ...away, kind: 'closed' }, offline)).toBeUndefined();
  });

  it('has the cause, and says that work is kept only where it is', () => {
    expect(awayText(away, offline)).toMatch(/kept in this browser/);
    expect(awayText({ ...away, cause: 'noSocket' }, offline)).toMatch(/WebSocket.*work is kept here/);
    const unkept = { kind: 'notSaving', reason: 'notKept', kept: false } as const;
    expect(awayText({ ...away, cause: 'noSocket' }, unkept)).toMatch(/does not keep what you draw/);
  });
});
