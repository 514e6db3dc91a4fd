import { ApiProblem } from '../http/index.ts';
import type { Page } from '../ports/page.ts';
import type { TimerId, Timers } from '../ports/timers.ts';
import { Backoff, type BackoffBounds } from '../timing/backoff.ts';

/** An asset may be missing for longer than a connection: its author may be offline. */
export const BOUNDS: BackoffBounds = { firstMs: 1_000, longestMs: 30_000 };

/** The longest wait that a server may ask for (`Retry-After`), in milliseconds; a longer one counts as this. */
export const LONGEST_ASKED_MS = 300_000;

export interface RetryPorts {
  readonly timers: Timers;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
  readonly page: Page;
}

type Attempt = () => Promise<void>;

/**
 * Tries things until they work: at once, then after growing waits, and when the network is back. What is under way when
 * it closes is not tried again. It holds as many attempts as there are assets on their way.
 */
export class Retries {
  readonly #ports: RetryPorts;
  readonly #waiting = new Map<TimerId, () => void>();
  readonly #unwatch: () => void;
  #isClosed = false;

  constructor(ports: RetryPorts) {
    const nothing = () => undefined;
    this.#ports = ports;
    this.#unwatch = ports.page.watch({
      ...{ hidden: nothing, visible: nothing, leaving: nothing, restored: nothing, offline: nothing },
      online: () => this.now(),
    });
  }

  run(attempt: Attempt): void {
    this.#try(attempt, new Backoff(this.#ports.random, BOUNDS));
  }

  /** Tries now all that waits. */
  now(): void {
    for (const [timer, again] of [...this.#waiting]) {
      this.#ports.timers.clear(timer);
      this.#waiting.delete(timer);
      again();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#unwatch();
    for (const timer of this.#waiting.keys()) this.#ports.timers.clear(timer);
    this.#waiting.clear();
  }

  #try(attempt: Attempt, backoff: Backoff): void {
    if (this.#isClosed) return;
    attempt().catch((failure) => {
      if (!this.#isClosed) this.#later(attempt, backoff, failure);
    });
  }

  #later(attempt: Attempt, backoff: Backoff, failure: unknown): void {
    const again = () => this.#try(attempt, backoff);
    const asked = failure instanceof ApiProblem ? (failure.retryAfterMs ?? 0) : 0;
    const wait = backoff.next(Math.min(asked, LONGEST_ASKED_MS));
    const timer = this.#ports.timers.set(() => {
      this.#waiting.delete(timer);
      again();
    }, wait);
    this.#waiting.set(timer, again);
  }
}
