import type { Json, Props } from '@easel/sdk';
import type { Point } from './element.ts';

/** The bytes of a point and its pressure, written with all their digits, at most; and those of all other properties. */
const POINT_BYTES = 64;
const OTHER_BYTES = 4 << 10;
/** Fewer points than this are in one object, however little a server takes. */
const LEAST_POINTS = 32;

/** Points that two parts share, so that no seam is seen: a stroke needs some points to get its width. */
const SHARED = 16;

/** How many points of a stroke one object holds, so that it can be resized and still be taken. */
export function mostPoints(objectBytes: number): number {
  return Math.max(LEAST_POINTS, Math.floor((objectBytes - OTHER_BYTES) / POINT_BYTES));
}

/**
 * How many points a part shares with the next one. A stroke that can be seen through is darker where they overlap, and
 * shares as few as it can. A dot of its width stays: each element is filled by itself, and has round ends.
 *
 * @param most points that one object holds
 */
export function sharedPoints({ opacity }: Props, most: number): number {
  return opacity === 100 ? Math.min(SHARED, most >> 1) : 1;
}

/** @param most points that one object holds */
export function isLongStroke({ type, points }: Props, most: number): boolean {
  return type === 'freedraw' && Array.isArray(points) && points.length > most;
}

/** The stroke from this point on, at the same place. */
export function partFrom(props: Props, from: number): Props {
  if (from === 0) return props;
  const [dx, dy] = pointsOf(props)[from] ?? [0, 0];
  const moved = pointsOf(props)
    .slice(from)
    .map(([x, y]): Point => [x - dx, y - dy]);
  const { lastCommittedPoint: last } = props;
  return placed(props, {
    ...props,
    x: Number(props.x) + dx,
    y: Number(props.y) + dy,
    points: moved,
    pressures: pressuresOf(props).slice(from),
    ...(Array.isArray(last) && { lastCommittedPoint: [Number(last[0]) - dx, Number(last[1]) - dy] }),
  });
}

/** The first points of a stroke, which it does not end with: it is drawn up to the last of them. */
export function partUntil(props: Props, until: number): Props {
  const points = pointsOf(props).slice(0, until);
  return placed(props, {
    ...props,
    points,
    pressures: pressuresOf(props).slice(0, until),
    lastCommittedPoint: points.at(-1) as Json,
  });
}

/** A part with its size; one that is turned is moved, as each element is turned around its own middle. */
function placed(whole: Props, part: Props): Props {
  const [left, top, right, bottom] = boundsOf(part);
  const sized = { ...part, width: right - left, height: bottom - top };
  const angle = Number(whole.angle ?? 0);
  if (angle === 0) return sized;
  const all = boundsOf(whole);
  const [dx, dy] = [(left + right - all[0] - all[2]) / 2, (top + bottom - all[1] - all[3]) / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    ...sized,
    x: Number(part.x) + dx * cos - dy * sin - dx,
    y: Number(part.y) + dx * sin + dy * cos - dy,
  };
}

/** Left, top, right and bottom of what is not turned, in scene coordinates. */
function boundsOf(props: Props): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of pointsOf(props)) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  const [x, y] = [Number(props.x), Number(props.y)];
  return [x + left, y + top, x + right, y + bottom];
}

function pointsOf({ points }: Props): readonly Point[] {
  return points as unknown as readonly Point[];
}

function pressuresOf({ pressures }: Props): readonly Json[] {
  return Array.isArray(pressures) ? (pressures as readonly Json[]) : [];
}
