import type { Json, Props } from '@easel/sdk';
import type { Point } from './element.ts';

/**
 * The points of a line that several people edit: those that changed from `before` to `after`, and the others as the
 * project has them. Points are compared where they are on the canvas: the first one is the origin of the others.
 * Undefined where there is nothing to merge, or no telling which point is which: then `after` is what is wanted.
 */
export function mergedPoints(before: Props, after: Props, stored: Props): Props | undefined {
  const all = [before, after, stored];
  if (after.type === 'freedraw' || after.elbowed === true || all.some(isTurned)) return undefined;
  const [old, own, theirs] = [placesOf(before), placesOf(after), placesOf(stored)];
  if (old === undefined || own?.length !== old.length || theirs?.length !== old.length) return undefined;
  if (theirs.every((place, at) => isSame(place, old[at]))) return undefined;
  const merged = own.map((place, at) => (isSame(place, old[at]) ? (theirs[at] as Point) : place));
  const [x, y] = merged[0] as Point;
  const points = merged.map(([px, py]): Point => [px - x, py - y]);
  const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
  return {
    x,
    y,
    points: points as unknown as Json,
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
  };
}

function isTurned({ angle }: Props): boolean {
  return angle !== undefined && angle !== 0;
}

/** The points in scene coordinates. */
function placesOf({ x, y, points }: Props): readonly Point[] | undefined {
  if (!Array.isArray(points) || typeof x !== 'number' || typeof y !== 'number') return undefined;
  if (!points.every((point) => Array.isArray(point) && point.every(Number.isFinite))) return undefined;
  return points.length < 2 ? undefined : points.map(([px, py]): Point => [x + px, y + py]);
}

/** Apart from what adding and taking away the same number changes in the last digits. */
function isSame(a: Point | undefined, b: Point | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;
}
