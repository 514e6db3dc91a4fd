import type { Outbox } from '../outbox/index.ts';

interface Flush {
  readonly upTo: number;
  readonly done: () => void;
  readonly failed: (cause: Error) => void;
}

/** Those who wait until all that was made up to some moment is durable or refused. */
export class FlushWaiters {
  readonly #outbox: Outbox;
  #waiting: Flush[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  add(): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ upTo: this.#outbox.highest, done, failed });
    });
  }

  settle(): void {
    const isSettled = ({ upTo }: Flush) => this.#outbox.isSettledUpTo(upTo);
    for (const flush of this.#waiting.filter(isSettled)) flush.done();
    this.#waiting = this.#waiting.filter((flush) => !isSettled(flush));
  }

  fail(cause: Error): void {
    for (const { failed } of this.#waiting) failed(cause);
    this.#waiting = [];
  }
}
