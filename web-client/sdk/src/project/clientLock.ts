import { clientLockName, type Locks, type Release } from '../ports/locks.ts';
import type { Timers } from '../ports/timers.ts';

/**
 * How long the lock of a client is waited for, in milliseconds: the tab that has it may be sending the client's edits.
 */
export const LOCK_MS = 1_000;

/** The lock that tells other tabs that the client of this page load lives. One client at a time. */
export class ClientLock {
  readonly #locks: Locks | undefined;
  readonly #timers: Timers;
  #release: Release | undefined;

  constructor(locks: Locks | undefined, timers: Timers) {
    this.#locks = locks;
    this.#timers = timers;
  }

  /** Takes the lock; one that was held is taken again, as it may have been lost. False when another tab has it. */
  async take(client: string): Promise<boolean> {
    this.release();
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

  release(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
