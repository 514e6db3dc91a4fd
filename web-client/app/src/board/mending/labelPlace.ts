import type { Props } from '@easel/sdk';
import type { Sound } from './mended.ts';
import { boxOf } from './values.ts';

/** As in Excalidraw, in scene pixels. */
const PADDING = 5;
/** A label that is not further from its place, in scene pixels, is left where it is. */
const TOLERANCE = 0.5;
const TOLERATED_ANGLE = 0.001;

/** Where a shape's label belongs, as Excalidraw places it; nothing where it is there, or placed when it is drawn. */
export function labelPlace(label: Props, shape: Props): Sound {
  const { x, y, width, height, angle } = boxOf(shape);
  if (shape.type === 'arrow' || width <= 0 || height <= 0) return {};
  const own = boxOf(label);
  const place = {
    x: aligned(room(shape.type, x, width), own.width, label.textAlign ?? 'left'),
    y: aligned(room(shape.type, y, height), own.height, label.verticalAlign ?? 'top'),
  };
  const isOff = Math.hypot(place.x - own.x, place.y - own.y) > TOLERANCE;
  const isTurned = Math.abs(angle - own.angle) > TOLERATED_ANGLE;
  return { ...(isOff && place), ...(isTurned && { angle }) };
}

interface Room {
  readonly from: number;
  readonly size: number;
}

/** The part of a shape, along one axis, that is for its label. */
function room(type: unknown, from: number, size: number): Room {
  if (type === 'ellipse') {
    const offset = PADDING + (size / 2) * (1 - Math.SQRT2 / 2);
    return { from: from + offset, size: Math.round((size / 2) * Math.SQRT2) - 2 * PADDING };
  }
  if (type === 'diamond') {
    return { from: from + PADDING + size / 4, size: Math.round(size / 2) - 2 * PADDING };
  }
  return { from: from + PADDING, size: size - 2 * PADDING };
}

function aligned({ from, size }: Room, own: number, align: unknown): number {
  if (align === 'left' || align === 'top') return from;
  if (align === 'right' || align === 'bottom') return from + size - own;
  return from + size / 2 - own / 2;
}
