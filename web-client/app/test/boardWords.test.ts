import type { Change, NoteStore, Project, ProjectEvents, Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Locks, memoryLocks } from '../../sdk/src/ports/locks.ts';
import { memoryNotes } from '../../sdk/src/storage/index.ts';
import { BoardWords } from '../src/board/controller/BoardWords.ts';

let notes: NoteStore;
let locks: Locks;

beforeEach(() => {
  notes = memoryNotes();
  locks = memoryLocks();
});

const text = (words: string): Props => ({ type: 'text', text: words, originalText: words });

/** A project whose objects and news are in the test's hands. */
class Board {
  readonly objects = new Map<string, Props>();
  readonly status = { kind: 'live' };
  saveState = { kind: 'saved' };
  readonly setAside = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  on(event: string, listener: (event: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  tell<K extends keyof ProjectEvents>(event: K, what: ProjectEvents[K]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(what as never);
  }

  set(id: string, props: Props | undefined, origin: 'own' | 'remote'): void {
    if (props === undefined) this.objects.delete(id);
    else this.objects.set(id, props);
    this.tell('changed', { ids: new Set([id]), origin });
  }

  left(...changes: readonly (readonly [Change, Props | undefined])[]): void {
    this.tell(
      'left',
      changes.map(([change, before]) => ({ change, before })),
    );
  }
}

/** One page load. */
class Load {
  readonly board = new Board();
  readonly words: BoardWords;

  constructor(board: Record<string, string> = {}, own = { notes, locks: locks as Locks | undefined }) {
    for (const [id, words] of Object.entries(board)) this.board.objects.set(id, text(words));
    this.words = new BoardWords({
      project: Object.assign(this.board, { id: 'board' }) as unknown as Project,
      ...own,
      now: () => 0,
      after: (ms, run) => {
        let isWanted = ms === 0; // no time passes
        queueMicrotask(() => isWanted && run());
        return () => {
          isWanted = false;
        };
      },
    });
  }

  /** The person writes this. */
  write(id: string, words: string): void {
    this.words.watch.look({ editingTextElement: { id } as never });
    this.board.set(id, text(words), 'own');
  }

  get told(): readonly string[] {
    return this.words.lost.all.get().map((lost) => `${lost.whose}: ${lost.words}`);
  }
}

/** Until all that is under way has been done. */
const quiet = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
};

const put = (id: string, words: string): Change => ({ op: 'put', id, props: text(words) });

describe('words that older page loads left', () => {
  it('are told where they are lost, and what they replace, also before it is known what was kept', async () => {
    const load = new Load({ a: 'a plan of Bob’s', b: 'a plan of mine' });
    load.board.left([put('a', 'a plan of mine'), text('a plan')]);
    load.board.tell(
      'overruled',
      new Map([['b', { before: text('a plan'), theirs: text('a plan of Cid’s') }]]),
    );
    await quiet();
    expect([...load.told].sort()).toEqual(['mine: a plan of mine', 'theirs: a plan of Cid’s']);
  });

  it('are not told where the person has deleted or rewritten them since', async () => {
    const load = new Load({ a: 'a plan of mine', b: 'a plan of mine' });
    load.board.saveState = { kind: 'notSaving' };
    load.board.left(
      [put('a', 'a plan of mine'), undefined],
      [put('b', 'a plan of mine'), undefined],
      [put('c', 'a plan of mine'), undefined],
      [{ op: 'delete', id: 'c' }, undefined],
    );
    await quiet();
    load.board.set('a', undefined, 'own');
    load.board.set('b', text('another idea'), 'own');
    load.board.saveState = { kind: 'saved' };
    load.board.tell('saveState', { kind: 'saved' });
    await quiet();
    expect(load.told).toEqual([]);
  });

  it('are none where a change left the words as they were', async () => {
    const load = new Load({ a: 'a plan of Bob’s' });
    load.board.left([put('a', 'a plan of Bob’s'), text('a plan of Bob’s')]);
    await quiet();
    load.board.set('a', text('something else'), 'remote');
    await quiet();
    expect(load.told).toEqual([]);
  });

  it('are judged also where nothing that was kept can be read', async () => {
    const broken = { ...memoryNotes(), all: () => Promise.reject(new Error('blocked')) };
    const load = new Load({ a: 'a plan of Bob’s' }, { notes: broken, locks });
    load.board.left([put('a', 'a plan of mine'), text('a plan')]);
    await quiet();
    expect(load.told).toEqual(['mine: a plan of mine']);
  });
});

describe('what a page load keeps', () => {
  it('is its own while it lives, and then of one other, also of one that has been open since', async () => {
    const first = new Load({ a: '' });
    await quiet();
    first.board.saveState = { kind: 'notSaving' };
    first.write('a', 'a plan of mine');
    await quiet();
    const others = [new Load(), new Load()];
    await quiet();
    expect(others.map(({ told }) => told)).toEqual([[], []]);
    expect((await notes.all('board')).size).toBe(1);
    first.words.close();
    await quiet();
    expect(others.map(({ told }) => told)).toEqual([['mine: a plan of mine'], []]);
    others[0]?.words.close();
    const next = new Load();
    await quiet();
    expect(next.told).toEqual(['mine: a plan of mine']);
  });

  it('is read by the next one at once where there are no locks', async () => {
    const first = new Load({ a: '' }, { notes, locks: undefined });
    first.board.saveState = { kind: 'notSaving' };
    first.write('a', 'a plan of mine');
    await quiet();
    const next = new Load({}, { notes, locks: undefined });
    await quiet();
    expect(next.told).toEqual(['mine: a plan of mine']);
  });
});

it('words that are only wrapped are not those that somebody typed', async () => {
  const load = new Load({ a: 'a plan of mine' });
  load.board.tell('overruled', new Map([['a', { before: text('a plan'), theirs: { text: 'a pl\nan' } }]]));
  await quiet();
  expect(load.told).toEqual([]);
});
