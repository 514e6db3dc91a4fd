import type { Json, Props } from '@easel/sdk';
import type { Sound } from './mended.ts';
import { boxOf, isRecord, numberOf } from './values.ts';

/** How much further from its shape than it was bound an arrow's end may be, in scene pixels. */
const TOLERANCE = 16;

type Point = readonly [number, number];

interface Outline {
  readonly type: unknown;
  readonly center: Point;
  /** Half the width and height. */
  readonly half: Point;
  readonly angle: number;
}

interface End {
  readonly at: number;
  /** The point next to it. */
  readonly next: number;
  readonly binding: Json | undefined;
  readonly shape: Props | undefined;
}

/**
 * The points of an arrow that ends where its shapes are. When one person moves a shape and another its arrow, each
 * writes points that lead to where the other shape was. Nothing where they are right, or the arrow is an elbow arrow:
 * that one's way is found by Excalidraw alone.
 */
export function arrowEnds(arrow: Props, start: Props | undefined, end: Props | undefined): Sound {
  const { x, y, angle } = boxOf(arrow);
  if (arrow.elbowed === true || angle !== 0) return {};
  const points = (arrow.points as readonly Point[]).map(([px, py]): Point => [x + px, y + py]);
  const last = points.length - 1;
  const ends: readonly End[] = [
    { at: 0, next: 1, binding: arrow.startBinding, shape: start },
    { at: last, next: last - 1, binding: arrow.endBinding, shape: end },
  ];
  const moved = ends.map((one) => movedEnd(one, points, ends));
  if (moved.every((point) => point === undefined)) return {};
  points[0] = moved[0] ?? (points[0] as Point);
  points[last] = moved[1] ?? (points[last] as Point);
  const [left, top] = points[0];
  return {
    ...{ x: left, y: top, points: points.map(([px, py]) => [px - left, py - top]) },
    width: extent(points.map(([px]) => px)),
    height: extent(points.map(([, py]) => py)),
  };
}

/** Where an end belongs that is too far from its shape. */
function movedEnd({ at, next, binding, shape }: End, points: readonly Point[], ends: readonly End[]) {
  const [point, neighbour] = [points[at], points[next]];
  if (shape === undefined || !isRecord(binding) || point === undefined || neighbour === undefined)
    return undefined;
  const gap = Math.max(0, numberOf(binding.gap) ?? 0);
  const outline = outlineOf(shape);
  if (beside(point, outline) <= gap + TOLERANCE) return undefined;
  // Of a line between two shapes the other end may move as well.
  const other = ends.find((one) => one.at === next)?.shape;
  const from = other === undefined ? neighbour : outlineOf(other).center;
  return crossing(from, outline, gap) ?? crossing(point, outline, gap);
}

function outlineOf(shape: Props): Outline {
  const { x, y, width, height, angle } = boxOf(shape);
  return {
    type: shape.type,
    center: [x + width / 2, y + height / 2],
    half: [Math.abs(width) / 2, Math.abs(height) / 2],
    angle,
  };
}

/** How far a point is outside of the box around an outline; 0 within. */
function beside(point: Point, outline: Outline): number {
  const [x, y] = toOwn(point, outline);
  return Math.hypot(Math.max(0, Math.abs(x) - outline.half[0]), Math.max(0, Math.abs(y) - outline.half[1]));
}

/** Where the line from a point to the center comes within `gap` of the outline; undefined from within. */
function crossing(point: Point, outline: Outline, gap: number): Point | undefined {
  const [x, y] = toOwn(point, outline);
  const [across, down] = [
    Math.abs(x) / (outline.half[0] + gap || 1),
    Math.abs(y) / (outline.half[1] + gap || 1),
  ];
  const times =
    outline.type === 'ellipse'
      ? Math.hypot(across, down)
      : outline.type === 'diamond'
        ? across + down
        : Math.max(across, down);
  if (times <= 1) return undefined;
  const [dx, dy] = turned([x / times, y / times], outline.angle);
  return [outline.center[0] + dx, outline.center[1] + dy];
}

/** From the center of an outline, as it lies when it is not turned. */
function toOwn([x, y]: Point, { center, angle }: Outline): Point {
  return turned([x - center[0], y - center[1]], -angle);
}

function turned([x, y]: Point, angle: number): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos - y * sin, x * sin + y * cos];
}

function extent(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
}
