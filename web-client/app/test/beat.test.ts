import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Beat } from '../src/board/controller/Beat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A beat of looks at which all is told at once. */
function beatOf(look: () => void, now: () => number): Beat {
  return new Beat(
    {
      look: () => {
        look();
        return false;
      },
      tellMore: () => false,
    },
    now,
  );
}

/** Looks that take so long, in a gesture that moves every 10 ms for some seconds. */
function looks(ms: number): readonly number[] {
  const began: number[] = [];
  let now = 0;
  const beat = beatOf(
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
  const beat = beatOf(look, () => 0);
  for (let change = 0; change < 3; change++) beat.changed(false);
  expect(look).toHaveBeenCalledTimes(3);
});

it('looks that take long have a tenth of the time, and are never far apart', () => {
  expect(Math.min(...looks(20))).toBeGreaterThanOrEqual(200);
  expect(Math.max(...looks(20))).toBeLessThanOrEqual(240);
  expect(Math.max(...looks(200))).toBeLessThanOrEqual(1_220);
});

it('what others do is shown in the next frame, or with a look where looks take long', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  let [now, takes] = [0, 1];
  const seen: string[] = [];
  const beat = beatOf(
    () => {
      seen.push('look');
      now += takes;
    },
    () => now,
  );
  const show = () => void seen.push('show');
  const after = (ms: number) => {
    now += ms;
    vi.advanceTimersByTime(ms);
  };
  beat.changed(true);
  beat.show(show, true);
  frames.pop()?.();
  expect(seen.splice(0)).toEqual(['look', 'show']);
  [now, takes] = [1_000, 50];
  beat.changed(true);
  beat.show(show, true);
  expect([frames.length, seen.splice(0)]).toEqual([0, ['look']]);
  after(400);
  beat.changed(true);
  expect(seen).toEqual([]);
  after(100);
  expect(seen.splice(0)).toEqual(['look', 'show']);
  // The gesture ends.
  beat.show(show, true);
  beat.changed(false);
  expect(seen.splice(0)).toEqual(['look', 'show']);
  beat.show(show, false);
  expect(frames.length).toBe(1);
  beat.show(show, true);
  beat.stop();
  after(5_000);
  expect(seen).toEqual([]);
  vi.unstubAllGlobals();
});

it('what is shown takes no part in how slow looks are, and may ask for more without a look at once', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  let [now, takes, askedInLook] = [0, 50, false];
  const looks: number[] = [];
  const shown: number[] = [];
  const show = () => {
    shown.push(now);
    now += 40;
    // What is in the person's hand waits on.
    beat.show(show, true);
    beat.changed(true);
  };
  const beat = beatOf(
    () => {
      looks.push(now);
      now += takes;
      if (askedInLook) beat.show(show, true);
    },
    () => now,
  );
  const after = (ms: number) => {
    for (const end = now + ms; now < end; now += 10) vi.advanceTimersByTime(10);
  };
  beat.changed(true);
  beat.show(show, true);
  beat.show(() => shown.push(-1), true);
  after(2_400);
  expect(looks.length).toBeLessThanOrEqual(5);
  expect(shown.filter((at) => at < 0).length).toBe(1);
  expect(shown.length - 1).toBe(looks.length - 1);
  // A look that asks for it has it shown at once, and nothing is due before the next beat.
  [takes, askedInLook] = [50, true];
  const before = looks.length;
  after(2_000);
  expect(looks.length - before).toBeLessThanOrEqual(4);
  // Looks that are quick again.
  [takes, askedInLook] = [2, false];
  after(1_200);
  beat.show(() => undefined, true);
  expect(frames.length).toBeGreaterThan(0);
  beat.stop();
  vi.unstubAllGlobals();
});

it('what is much is told in the frames after the look, and nothing is looked at before all of it is told', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0));
  let [now, left] = [0, 0];
  const done: string[] = [];
  const look = (isInParts: boolean) => {
    done.push(isInParts ? 'look' : 'all');
    left = isInParts ? 7 : 0;
    now += 2;
    return left > 0;
  };
  const tellMore = () => {
    now += 3;
    return --left > 0;
  };
  const frame = () => {
    const before = left;
    for (const run of frames.splice(0)) run();
    done.push(String(before - left));
    beat.changed(true);
    now += 40;
    vi.advanceTimersByTime(40);
  };
  const beat = new Beat({ look, tellMore }, () => now);
  beat.changed(true);
  for (let count = 0; count < 4; count++) frame();
  // Three take 9 ms, which is more than a frame has for it. All of it has taken 23 ms.
  expect(done.splice(0)).toEqual(['look', '3', '3', '1', '0']);
  for (let count = 0; count < 3; count++) frame();
  expect(done.splice(0)).toEqual(['0', '0', 'look', '3']);
  // What others do is shown with a look.
  beat.show(() => done.push('show'), true);
  expect(frames.length).toBe(1);
  // The gesture ends before all is told.
  beat.changed(false);
  expect(done.splice(0)).toEqual(['all', 'show']);
  frame();
  expect(done).toEqual(['0', 'look']);
  beat.stop();
  vi.unstubAllGlobals();
});

it('what takes seconds to tell is told in frames all the same, more in each the longer it takes', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0));
  let [now, left, parts] = [0, 0, 300];
  const [looks, shown]: [number[], number[]] = [[], []];
  const look = (isInParts: boolean) => {
    looks.push(now);
    // A look tells what is left of the one before.
    now += 3 * left;
    left = isInParts ? parts : 0;
    return left > 0;
  };
  const tellMore = () => {
    now += 3;
    return --left > 0;
  };
  const beat = new Beat({ look, tellMore }, () => now);
  let longest = 0;
  const frame = (step: () => void) => {
    const from = now;
    for (const run of frames.splice(0)) run();
    step();
    longest = Math.max(longest, now - from);
    now += 80;
    vi.advanceTimersByTime(80);
  };
  const move = () => beat.changed(true);
  move();
  beat.show(() => shown.push(now), true);
  while (looks.length < 2) frame(move);
  // 900 ms of work, in frames of 80 ms: nothing is told at one go.
  expect(longest).toBeLessThan(120);
  expect(looks[1]).toBeGreaterThan(1_000);
  expect(looks[1]).toBeLessThan(2_500);
  // What others have done comes with the look.
  expect(shown.length).toBe(1);
  // Where no frames come any more, as in a tab that is hidden, all is told after a second.
  parts = 5;
  left = 300;
  frames.splice(0);
  beat.show(() => shown.push(now), true);
  const since = now;
  while (shown.length < 2) {
    now += 10;
    vi.advanceTimersByTime(10);
  }
  expect((looks[2] ?? 0) - since).toBeLessThan(1_100);
  beat.stop();
  vi.unstubAllGlobals();
});
