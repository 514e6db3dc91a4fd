import type { TimerId, Timers } from '../ports/timers.ts';

/** One timer that can be set again and again. */
export class Alarm {
  readonly #timers: Timers;
  readonly #run: () => void;
  #timer: TimerId | undefined;

  constructor(timers: Timers, run: () => void) {
    this.#timers = timers;
    this.#run = run;
  }

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** Sets it, in place of an earlier time. */
  set(ms: number): void {
    this.clear();
    this.#timer = this.#timers.set(() => {
      this.#timer = undefined;
      this.#run();
    }, ms);
  }

  clear(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }
}
