import type { Outcome, RollBack } from '@easel/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Done, LastAct } from '../src/board/controller/LastAct.ts';
import type { NoteAct } from '../src/board/controller/note.ts';
import { doneOf } from '../src/board/history/doneOf.ts';

/** A server on which each call changes one object and tells, as its undo, a span that no call had before. */
class Server {
  readonly taken: number[] = [];
  failure: Error | undefined;
  skipped = 0;
  #calls = 0;
  #held = Promise.resolve();

  outcome(): Outcome {
    const from = ++this.#calls;
    const undo = { author: 'x', from, to: from };
    return { seq: from, changed: 1, skipped: [], skippedCount: this.skipped, undo };
  }

  /** Calls are answered from now on once this is called. */
  hold(): () => void {
    let answer: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      answer = resolve;
    });
    return answer;
  }

  readonly rollBack = async ({ from }: RollBack): Promise<Outcome> => {
    await this.#held;
    if (this.failure) throw this.failure;
    this.taken.push(from);
    return this.outcome();
  };
}

class Person {
  readonly server = new Server();
  readonly notes: string[] = [];
  button: NoteAct | undefined;
  readonly last = new LastAct((message, act) => {
    this.notes.push(message);
    this.button = act;
  });

  did(...outcomes: Outcome[]): void {
    this.last.begin()(doneOf('Done.', outcomes, this.server.rollBack));
  }
}

const unwanted = () => expect.unreachable();

/** Until all that is under way has come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('what the server did last', () => {
  it('is undone, done again, and undone, each by what the call before has told', async () => {
    const person = new Person();
    const { server, last, notes } = person;
    person.did(server.outcome());
    expect([last.way.get(), last.take('redo', unwanted), person.button?.label]).toEqual([
      'undo',
      false,
      'Undo',
    ]);
    for (const [way, next] of [
      ['undo', 'redo'],
      ['redo', 'undo'],
      ['undo', 'redo'],
    ] as const) {
      expect(last.take(way, unwanted)).toBe(true);
      await settled();
      expect(last.way.get()).toBe(next);
    }
    expect(server.taken).toEqual([1, 2, 3]);
    expect(notes.filter((note) => note.startsWith('It'))).toEqual([
      'It is undone.',
      'It is done again.',
      'It is undone.',
    ]);
  });

  it('is undone by the last of its calls first; what is pressed meanwhile comes after it', async () => {
    const person = new Person();
    person.did(person.server.outcome(), person.server.outcome());
    const pressed: string[] = [];
    const again = () => void pressed.push(`after ${person.server.taken.join()}`);
    expect([person.last.take('undo', unwanted), person.last.take('undo', again)]).toEqual([true, true]);
    await settled();
    expect([person.server.taken, pressed]).toEqual([[2, 1], ['after 2,1']]);
  });

  it('is not the last any more once the person has changed something; its button is still there', async () => {
    const person = new Person();
    person.did(person.server.outcome());
    person.last.forget();
    expect([person.last.way.get(), person.last.take('undo', unwanted)]).toEqual([undefined, false]);
    expect(person.button?.label).toBe('Undo');
    person.button?.run();
    await settled();
    expect([person.server.taken, person.last.way.get()]).toEqual([[1], 'redo']);
  });

  it('can be tried again where it failed', async () => {
    const person = new Person();
    person.did(person.server.outcome());
    person.server.failure = new TypeError('away');
    person.last.take('undo', unwanted);
    person.last.take('undo', unwanted);
    await settled();
    expect(person.notes.at(-1)).toMatch(/^It could not be undone\. The server cannot be reached/);
    person.server.failure = undefined;
    person.button?.run();
    await settled();
    expect([person.server.taken, person.notes.at(-1)]).toEqual([[1], 'It is undone.']);
  });

  it('says what stays, and offers nothing where nothing was done', () => {
    const person = new Person();
    person.did({ ...person.server.outcome(), skippedCount: 2, undo: null });
    expect([person.notes, person.button]).toEqual([['Done. 2 newer changes stay as they are.'], undefined]);
    expect([person.last.way.get(), person.last.take('undo', unwanted)]).toEqual([undefined, false]);
  });

  it('is not what was asked of the server before the person changed something', async () => {
    const person = new Person();
    const { server, last } = person;
    const did = last.begin();
    last.forget();
    did(doneOf('It is there again.', [server.outcome()], server.rollBack));
    expect([last.way.get(), last.take('undo', unwanted)]).toEqual([undefined, false]);
    expect([person.notes, person.button?.label]).toEqual([['It is there again.'], 'Undo']);
    person.did(server.outcome());
    expect(last.way.get()).toBe('undo');
  });

  it('leaves undo to what was drawn while it was taken back, and can be done again by its button only', async () => {
    const person = new Person();
    const { server, last } = person;
    person.did(server.outcome());
    const answer = server.hold();
    expect([last.take('undo', unwanted), last.take('undo', unwanted)]).toEqual([true, true]);
    last.forget();
    expect(last.take('undo', unwanted)).toBe(false);
    answer();
    await settled();
    expect([server.taken, last.way.get(), last.take('redo', unwanted)]).toEqual([[1], undefined, false]);
    expect(person.button?.label).toBe('Redo');
  });

  it('goes on, where one of its calls failed, with that one', async () => {
    const person = new Person();
    const { server, last } = person;
    person.did(server.outcome(), server.outcome());
    const { rollBack } = server;
    const taken: number[] = [];
    const failing = doneOf('Done.', [server.outcome(), server.outcome()], async (what) => {
      if (taken.push(what.from) === 2) throw new TypeError('away');
      return rollBack(what);
    });
    await expect(failing.takeBack?.()).rejects.toThrow('away');
    const done = await failing.takeBack?.();
    expect(taken).toEqual([4, 3, 3]);
    last.begin()(done as Done);
    last.take('undo', unwanted);
    await settled();
    expect(taken).toEqual([4, 3, 3, 6, 5]);
  });

  it('is not the last any more in another version', () => {
    const person = new Person();
    person.last.version('first');
    person.did(person.server.outcome());
    person.last.version('first');
    expect(person.last.way.get()).toBe('undo');
    person.last.version('second');
    expect(person.last.way.get()).toBeUndefined();
  });

  describe('that takes long to be taken back', () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    it('does not keep the person from undoing other steps', async () => {
      const person = new Person();
      const { server, last } = person;
      person.did(server.outcome());
      const answer = server.hold();
      const undone: number[] = [];
      const undo = (press: number) => {
        if (!last.take('undo', () => undo(press))) undone.push(press);
      };
      for (const press of [1, 2]) undo(press);
      await vi.advanceTimersByTimeAsync(2_999);
      expect(undone).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      undo(3);
      expect(undone).toEqual([2, 3]);
      answer();
      await vi.advanceTimersByTimeAsync(0);
      expect([undone, server.taken, last.way.get()]).toEqual([[2, 3], [1], 'redo']);
    });
  });
});
