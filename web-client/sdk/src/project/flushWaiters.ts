import type { Outbox } from '../outbox/index.ts';

interface Waiter {
  readonly upTo: number;
  readonly done: () => void;
  readonly failed: (cause: Error) => void;
}

/** Promises that each resolve once every edit made before them is durable or set aside. */
export class FlushWaiters {
  readonly #outbox: Outbox;
  #waiters: Waiter[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  add(): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiters.push({ upTo: this.#outbox.highest, done, failed });
    });
  }

  /** Resolves those whose edits are settled. */
  settle(): void {
    const isSettled = ({ upTo }: Waiter) => this.#outbox.isSettledUpTo(upTo);
    for (const waiter of this.#waiters.filter(isSettled)) waiter.done();
    this.#waiters = this.#waiters.filter((waiter) => !isSettled(waiter));
  }

  fail(cause: Error): void {
    for (const { failed } of this.#waiters) failed(cause);
    this.#waiters = [];
  }
}
