/** The waits of a connection, in milliseconds. */
export const FIRST_MS = 250;

export const LONGEST_MS = 15_000;

/** The first wait is at most `firstMs`; each further one at most twice as long as the one before, up to `longestMs`. */
export interface BackoffBounds {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Waits between attempts: exponential, and anywhere between nothing and the bound (full jitter, pitfall 24). */
export class Backoff {
  readonly #random: () => number;
  readonly #bounds: BackoffBounds;
  #failures = 0;

  /** @param random gives numbers from 0 to below 1 */
  constructor(random: () => number, bounds: BackoffBounds = { firstMs: FIRST_MS, longestMs: LONGEST_MS }) {
    this.#random = random;
    this.#bounds = bounds;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds to wait, after `least` that the server has asked for. */
  next(least = 0): number {
    const { firstMs, longestMs } = this.#bounds;
    const most = Math.min(longestMs, firstMs * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    return Math.round(least + this.#random() * Math.max(most, least));
  }

  reset(): void {
    this.#failures = 0;
  }
}
