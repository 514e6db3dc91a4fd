import type { NoteStore } from '../../src/notes/index.ts';
import type { OutboxStore } from '../../src/outbox/index.ts';
import { type Locks, memoryLocks, type Release } from '../../src/ports/locks.ts';
import { memoryNotes, memoryOutbox, memoryPictures } from '../../src/storage/index.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** What the pages of one browser share and leave behind: storage that is slow and sometimes fails, and locks. */
export class Browser {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #kept = memoryOutbox();
  readonly #notes = memoryNotes();
  readonly pictures = memoryPictures();
  readonly #locks = memoryLocks();
  #free = 0;
  isFailing = false;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The store as one page sees it. Of a page that was killed, what had not been begun is lost. */
  store(isKilled: () => boolean): OutboxStore {
    return {
      put: (...args) => this.#queued(isKilled, () => this.#kept.put(...args)),
      remove: (...args) => this.#queued(isKilled, () => this.#kept.remove(...args)),
      read: (...args) => this.#queued(isKilled, () => this.#kept.read(...args)),
      clients: (...args) => this.#queued(isKilled, () => this.#kept.clients(...args)),
      count: (...args) => this.#queued(isKilled, () => this.#kept.count(...args)),
      projects: () => this.#queued(isKilled, () => this.#kept.projects()),
    };
  }

  /** The notes, likewise. */
  notes(isKilled: () => boolean): NoteStore {
    return {
      all: (...args) => this.#queued(isKilled, () => this.#notes.all(...args)),
      put: (...args) => this.#queued(isKilled, () => this.#notes.put(...args)),
      remove: (...args) => this.#queued(isKilled, () => this.#notes.remove(...args)),
      sweep: () => this.#queued(isKilled, () => this.#notes.sweep()),
    };
  }

  #queued<T>(isKilled: () => boolean, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#free = Math.max(this.#free, this.#clock.now + this.#random.below(12));
      this.#clock.after(this.#free - this.#clock.now, () => {
        if (isKilled()) return;
        if (this.isFailing) reject(new Error('no storage'));
        else run().then(resolve, reject);
      });
    });
  }

  /** How many edits of a page load are kept that are to be sent. */
  async left(project: string, client: string): Promise<number> {
    const kept = await this.#kept.read(project, client);
    return kept.filter(({ setAside }) => setAside === undefined).length;
  }

  /** Locks of one page, and what releases all of them, as its end does. */
  locks(): { locks: Locks; releaseAll: () => void } {
    const held = new Set<Release>();
    const waits = new AbortController();
    const keep = (release: Release): Release => {
      if (waits.signal.aborted) release();
      held.add(release);
      return () => {
        held.delete(release);
        release();
      };
    };
    return {
      locks: {
        hold: async (name, signal) => {
          const both = signal ? AbortSignal.any([signal, waits.signal]) : waits.signal;
          return keep(await this.#locks.hold(name, both));
        },
        isHeld: (name) => this.#locks.isHeld(name),
        tryHold: async (name) => {
          const release = await this.#locks.tryHold(name);
          return release && keep(release);
        },
      },
      releaseAll: () => {
        waits.abort();
        for (const release of [...held]) release();
      },
    };
  }
}
