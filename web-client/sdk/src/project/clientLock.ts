import { clientLockName, type Locks, type Release } from '../ports/locks.ts';
import type { Timers } from '../ports/timers.ts';

/** How long the lock of a client is waited for, in milliseconds: a tab that takes it for ended may be sending its edits. */
export const LOCK_MS = 1_000;

/** What tells other tabs that a client of this page lives: its lock. One client at a time. */
export class ClientLock {
  readonly #locks: Locks | undefined;
  readonly #timers: Timers;
  #release: Release | undefined;

  constructor(locks: Locks | undefined, timers: Timers) {
    this.#locks = locks;
    this.#timers = timers;
  }

  /** Takes the lock, anew if it was held: it may have been lost. False when somebody else has it. */
  async take(client: string): Promise<boolean> {
    this.end();
    const wait = new AbortController();
    const timer = this.#timers.set(() => wait.abort(), LOCK_MS);
    try {
      this.#release = await this.#locks?.hold(clientLockName(client), wait.signal);
      return true;
    } catch {
      return !wait.signal.aborted; // where locks are refused, nobody has one
    } finally {
      this.#timers.clear(timer);
    }
  }

  end(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
