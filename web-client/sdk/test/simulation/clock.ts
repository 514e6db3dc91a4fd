import type { TimerId, Timers } from '../../src/ports/timers.ts';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that moves from one task to the next. Tasks of one moment run in the order they were set. */
export class Clock {
  now = 1_700_000_000_000;
  /** What the computer's clock is ahead of the even one; it may be set at any time. */
  ahead = 0;
  #order = 0;
  readonly #tasks = new Map<number, Task>();

  get date(): number {
    return this.now + this.ahead;
  }

  /** Timers that stop for good when their page does. */
  timers(isAlive: () => boolean): Timers {
    return {
      now: () => this.now,
      date: () => this.date,
      set: (run, ms) => this.after(ms, () => isAlive() && run()) as unknown as TimerId,
      clear: (timer) => void this.#tasks.delete(timer as unknown as number),
    };
  }

  after(ms: number, run: () => void): number {
    const order = ++this.#order;
    this.#tasks.set(order, { at: this.now + ms, order, run });
    return order;
  }

  /** Runs the next task; false when there is none up to then. */
  step(until: number): boolean {
    let next: Task | undefined;
    for (const task of this.#tasks.values()) if (!next || task.at < next.at) next = task;
    if (!next || next.at > until) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.#tasks.delete(next.order);
    this.now = Math.max(this.now, next.at); // late, when a test has let time pass while nothing ran
    next.run();
    return true;
  }
}
