/** Timers and the clock, injected so that tests need not wait. */
export interface Timers {
  set(run: () => void, ms: number): TimerId;
  clear(timer: TimerId): void;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What `set` returned, for `clear`. */
export type TimerId = ReturnType<typeof globalThis.setTimeout>;

/** The browser's. They are looked up at each call, so that fake timers reach them too. */
export const browserTimers: Timers = {
  set: (run, ms) => globalThis.setTimeout(run, ms),
  clear: (timer) => globalThis.clearTimeout(timer),
  now: () => Date.now(),
};
