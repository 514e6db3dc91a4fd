import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Beat } from '../src/board/controller/Beat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks that take so long, in a gesture that moves every 10 ms for some seconds. */
function looks(ms: number): readonly number[] {
  const began: number[] = [];
  let now = 0;
  const beat = new Beat(
    () => {
      began.push(now);
      now += ms;
    },
    () => now,
  );
  while (now < 5_000) {
    beat.changed(true);
    now += 10;
    vi.advanceTimersByTime(10);
  }
  beat.stop();
  return began.map((at, index) => at - (began[index - 1] ?? at)).slice(2);
}

it('a gesture is looked at as often as it is sent, and what is no gesture at once', () => {
  expect(Math.max(...looks(1))).toBeLessThanOrEqual(50);
  expect(Math.min(...looks(1))).toBeGreaterThanOrEqual(33);
  const look = vi.fn();
  const beat = new Beat(look, () => 0);
  for (let change = 0; change < 3; change++) beat.changed(false);
  expect(look).toHaveBeenCalledTimes(3);
});

it('looks that take long have a tenth of the time, and are never far apart', () => {
  expect(Math.min(...looks(20))).toBeGreaterThanOrEqual(200);
  expect(Math.max(...looks(20))).toBeLessThanOrEqual(240);
  expect(Math.max(...looks(200))).toBeLessThanOrEqual(1_220);
});
