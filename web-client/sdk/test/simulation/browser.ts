import type { OutboxStore } from '../../src/outbox/index.ts';
import { type Locks, memoryLocks, type Release } from '../../src/ports/locks.ts';
import { memoryOutbox } from '../../src/storage/index.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** What the pages of one browser share and leave behind: storage that is slow and sometimes fails, and locks. */
export class Browser {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #kept = memoryOutbox();
  readonly #locks = memoryLocks();
  #free = 0;
  isFailing = false;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The store as one page sees it. Of a page that was killed, what had not been begun is lost. */
  store(isKilled: () => boolean): OutboxStore {
    const queued = <T>(run: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        this.#free = Math.max(this.#free, this.#clock.now + this.#random.below(12));
        this.#clock.after(this.#free - this.#clock.now, () => {
          if (isKilled()) return;
          if (this.isFailing) reject(new Error('no storage'));
          else run().then(resolve, reject);
        });
      });
    return {
      put: (...args) => queued(() => this.#kept.put(...args)),
      remove: (...args) => queued(() => this.#kept.remove(...args)),
      read: (...args) => queued(() => this.#kept.read(...args)),
      clients: (...args) => queued(() => this.#kept.clients(...args)),
    };
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
