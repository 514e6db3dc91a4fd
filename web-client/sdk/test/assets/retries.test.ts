import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BOUNDS, LONGEST_ASKED_MS, Retries } from '../../src/assets/retries.ts';
import { ApiProblem } from '../../src/http/index.ts';
import type { PageEvents } from '../../src/ports/page.ts';
import { browserTimers } from '../../src/ports/timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Retries whose waits are as long as they can be. */
function world() {
  let page: PageEvents | undefined;
  const watch = (events: PageEvents) => {
    page = events;
    return () => {
      page = undefined;
    };
  };
  const retries = new Retries({ timers: browserTimers, random: () => 1, page: { watch } });
  return { retries, page: () => page };
}

describe('retries', () => {
  it('come later and later, and at once when the network is back', async () => {
    const { retries, page } = world();
    const attempt = vi.fn(() => Promise.reject(new TypeError('no network')));
    retries.run(attempt);
    await vi.advanceTimersByTimeAsync(3 * BOUNDS.firstMs);
    expect(attempt).toHaveBeenCalledTimes(3);
    page()?.online();
    expect(attempt).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(20 * BOUNDS.longestMs);
    expect(attempt.mock.calls.length).toBeLessThan(30);
    const calls = attempt.mock.calls.length;
    await vi.advanceTimersByTimeAsync(BOUNDS.longestMs);
    expect(attempt).toHaveBeenCalledTimes(calls + 1);
  });

  it('wait at least as long as the server asks', async () => {
    const { retries } = world();
    const attempt = vi.fn(() => Promise.reject(new ApiProblem(503, 'Busy', '', 60_000)));
    retries.run(attempt);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(attempt).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('do not wait for days when a server asks for that', async () => {
    const { retries } = world();
    const attempt = vi.fn(() => Promise.reject(new ApiProblem(503, 'Busy', '', 999_999_000)));
    retries.run(attempt);
    await vi.advanceTimersByTimeAsync(LONGEST_ASKED_MS);
    expect(attempt).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(LONGEST_ASKED_MS);
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('end when they are closed, what is under way as well', async () => {
    const { retries, page } = world();
    const waits = vi.fn(() => Promise.reject(new Error()));
    retries.run(waits);
    await vi.advanceTimersByTimeAsync(0);
    let fail: (error: Error) => void = () => undefined;
    const runs = vi.fn(
      () =>
        new Promise<void>((_, reject) => {
          fail = reject;
        }),
    );
    retries.run(runs);
    retries.close();
    fail(new Error());
    await vi.advanceTimersByTimeAsync(600_000);
    expect(waits).toHaveBeenCalledTimes(1);
    expect(runs).toHaveBeenCalledTimes(1);
    expect([vi.getTimerCount(), page()]).toEqual([0, undefined]);
    retries.run(waits);
    expect(waits).toHaveBeenCalledTimes(1);
  });
});
