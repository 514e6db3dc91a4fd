/** Timers and clocks, injected so that tests need not wait. */
export interface Timers {
  set(run: () => void, ms: number): TimerId;
  clear(timer: TimerId): void;
  /** Milliseconds since some moment. It runs on evenly whatever the computer's clock is set to: for intervals. */
  now(): number;
  /** Milliseconds since 1970, by the computer's clock, which may be set back: for dates, never for intervals. */
  date(): number;
}

/** What `set` returned, for `clear`. */
export type TimerId = ReturnType<typeof globalThis.setTimeout>;

/** The browser's. They are looked up at each call, so that fake timers reach them too. */
export const browserTimers: Timers = {
  set: (run, ms) => globalThis.setTimeout(run, ms),
  clear: (timer) => globalThis.clearTimeout(timer),
  now: () => globalThis.performance.now(),
  date: () => Date.now(),
};
