import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Retry } from '../src/board/assets/Retry.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a retry', () => {
  it('tries later and later, and at once when the connection is back', async () => {
    const network = new EventTarget();
    const act = vi.fn(() => Promise.reject(new TypeError('no network')));
    new Retry(network).run(act);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(act).toHaveBeenCalledTimes(3);
    network.dispatchEvent(new Event('online'));
    expect(act).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(act.mock.calls.length).toBeLessThan(30);
  });

  it('ends when it is closed, what is under way too', async () => {
    const retry = new Retry(new EventTarget());
    const waits = vi.fn(() => Promise.reject(new Error()));
    retry.run(waits);
    await vi.advanceTimersByTimeAsync(0);
    let fail: (error: Error) => void = () => undefined;
    const runs = vi.fn(
      () =>
        new Promise<void>((_, reject) => {
          fail = reject;
        }),
    );
    retry.run(runs);
    retry.close();
    fail(new Error());
    await vi.advanceTimersByTimeAsync(600_000);
    expect(waits).toHaveBeenCalledTimes(1);
    expect(runs).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    retry.run(waits);
    expect(waits).toHaveBeenCalledTimes(1);
  });
});
