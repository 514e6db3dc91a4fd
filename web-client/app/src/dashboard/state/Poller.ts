import type { Dashboard } from '@easel/sdk';
import { Value } from '../../common/Value.ts';
import { type Hour, learn, sinceOf } from '../model/hour.ts';

/** How often the servers are asked, in milliseconds: a step of their figures is as long. */
export const POLL_MS = 5_000;
/** The longest wait after calls that failed. */
const LONGEST_MS = 30_000;
/** Nothing heard for so long is told as such, also where only one call has failed. */
const LOST_MS = 12_000;

/** What is heard of the servers. Times are of this browser's clock. */
export interface Reception {
  /** Undefined until the first answer. */
  readonly hour: Hour | undefined;
  readonly heardAt: number | undefined;
  /** Why the last call failed; undefined where it did not. */
  readonly problem: unknown;
  /** Whether that is so for longer than a blink. */
  readonly isLost: boolean;
}

/** Asks again and again how the servers are, less often while they do not answer, and not while nobody looks. */
export class Poller {
  readonly reception = new Value<Reception>({
    hour: undefined,
    heardAt: undefined,
    problem: undefined,
    isLost: false,
  });
  readonly #read: (since: number | undefined) => Promise<Dashboard>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #isAsking = false;
  #failures = 0;

  constructor(read: (since: number | undefined) => Promise<Dashboard>) {
    this.#read = read;
  }

  /** Asks at once, and then every five seconds. */
  resume(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.now();
  }

  pause(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  /** Asks now, and not when it would be time. */
  now(): void {
    clearTimeout(this.#timer);
    if (!this.#isAsking) void this.#ask();
  }

  async #ask(): Promise<void> {
    const begun = performance.now();
    this.#isAsking = true;
    const { hour, heardAt } = this.reception.get();
    const since = sinceOf(hour);
    try {
      const answer = await this.#read(since);
      this.#failures = 0;
      this.reception.set({
        hour: learn(hour, answer, since),
        heardAt: Date.now(),
        problem: undefined,
        isLost: false,
      });
    } catch (problem) {
      this.#failures++;
      const isLost = this.#failures > 1 || heardAt === undefined || Date.now() - heardAt > LOST_MS;
      this.reception.set({ hour, heardAt, problem, isLost });
    }
    this.#isAsking = false;
    if (this.#isRunning) this.#plan(begun);
  }

  #plan(begun: number): void {
    const wait =
      this.#failures === 0
        ? begun + POLL_MS - performance.now()
        : Math.min(LONGEST_MS, POLL_MS * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => this.now(), Math.max(0, wait));
  }
}
