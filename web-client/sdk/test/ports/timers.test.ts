import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserTimers } from '../../src/ports/timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('intervals are the same whatever the computer’s clock is set to; dates follow it', () => {
  const before = browserTimers.now();
  vi.setSystemTime(0);
  vi.advanceTimersByTime(50);
  expect([browserTimers.now() - before, browserTimers.date()]).toEqual([50, 50]);
});
