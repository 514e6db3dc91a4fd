import type { Bounds } from './pick.ts';

/** How far the next place that is tried is from the one before, in scene coordinates, to the right and down. */
const STEP = 40;
/** How many places are tried. */
const MOST_TRIES = 50;

/** Where something of this size is put: its middle at `middle`, or beside it where that is the place of another. */
export function freePlace(
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
  taken: readonly Bounds[],
): readonly [left: number, top: number] {
  const [left, top] = [x - width / 2, y - height / 2];
  for (let at = 0; at < MOST_TRIES; at++) {
    const place = [left + at * STEP, top + at * STEP] as const;
    const isTaken = ([l, t, r, b]: Bounds) => near(place[0], l) && near(place[1], t) && r > l && b >= t;
    if (!taken.some(isTaken)) return place;
  }
  return [left, top];
}

/** Nearer than the next place would be: one would lie over the other. */
function near(a: number, b: number): boolean {
  return Math.abs(a - b) < STEP / 2;
}
