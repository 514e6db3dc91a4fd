/** The first wait is at most this long, in milliseconds; each further one at most twice as long as the one before. */
export const FIRST_MS = 250;

export const LONGEST_MS = 15_000;

/** Waits between attempts: exponential, and anywhere between nothing and the whole (full jitter, pitfall 24). */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  /** @param random gives numbers from 0 to below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds to wait, after `least` that the server has asked for. */
  next(least = 0): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    return Math.round(least + this.#random() * Math.max(most, least));
  }

  reset(): void {
    this.#failures = 0;
  }
}
