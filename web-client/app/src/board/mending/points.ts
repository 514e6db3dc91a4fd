import type { Json, Props } from '@easel/sdk';
import type { Flaw, Mended, Sound } from './mended.ts';
import { boxOf, FARTHEST, isPoint, numberOf } from './values.ts';

/** A dot, as Excalidraw draws one: a stroke of one point is nothing to it. */
const DOT = 0.0001;
/** Of a point whose pressure is not known. */
const MIDDLE = 0.5;

/**
 * Where an object is, and how large. Where it has points, its size follows from them: one that is none does not matter.
 * One that some program has made from right to left, or upwards, is told from its upper left corner.
 */
export function mendPlace(props: Props, hasPoints: boolean): Sound | Flaw {
  const sound: Record<string, Json> = {};
  for (const name of ['x', 'y', 'width', 'height'] as const) {
    const isPlace = name === 'x' || name === 'y';
    const number = numberOf(props[name] ?? 0) ?? (isPlace || !hasPoints ? undefined : 0);
    if (number === undefined) return isPlace ? 'place' : 'size';
    if (Math.abs(number) > FARTHEST) return isPlace ? 'far' : 'large';
    if (number !== props[name]) sound[name] = number;
  }
  const { x, y, width, height } = boxOf({ ...props, ...sound });
  if (width < 0) Object.assign(sound, { width: -width, ...(!hasPoints && { x: x + width }) });
  if (height < 0) Object.assign(sound, { height: -height, ...(!hasPoints && { y: y + height }) });
  return sound;
}

/** A line or an arrow, which begins where it lies: its points count from the first one. */
export function mendLine(props: Props): Mended {
  const mended = withPoints(props);
  const points = mended.props?.points as readonly [number, number][] | undefined;
  const [x, y] = points?.[0] ?? [0, 0];
  if (points === undefined || (x === 0 && y === 0)) return mended;
  const place = boxOf(props);
  const shifted = points.map(([px, py]) => [px - x, py - y]);
  return { ...mended, props: { ...mended.props, x: place.x + x, y: place.y + y, points: shifted } };
}

/** Points of a line or an arrow; without any, from one corner of its size to the other. */
function withPoints(props: Props): Mended {
  const given = Array.isArray(props.points) ? props.points : [];
  const points = given.filter(isPoint);
  if (points.length >= 2) {
    return points.length === given.length
      ? { props, flaw: undefined }
      : { props: { ...props, points }, flaw: 'points' };
  }
  const [width, height] = [numberOf(props.width) ?? 0, numberOf(props.height) ?? 0];
  if (width === 0 && height === 0) return { props: undefined, flaw: 'points' };
  const corners = [
    [0, 0],
    [width, height],
  ];
  return { props: { ...props, points: corners }, flaw: given.length > points.length ? 'points' : undefined };
}

/** Points of a freehand stroke, each with its pressure where the stroke has them. */
export function mendStroke(props: Props): Mended {
  const given = Array.isArray(props.points) ? props.points : [];
  const points = given.filter(isPoint);
  const [first] = points;
  if (first === undefined) return { props: undefined, flaw: 'points' };
  const flaw = points.length < given.length ? 'points' : undefined;
  if (points.length === 1) points.push([first[0] + DOT, first[1] + DOT]);
  const stroke = withPressures(props, given.map(isPoint), points.length);
  const sized = stroke.width === 0 && stroke.height === 0 ? { ...stroke, ...extentOf(points) } : stroke;
  return { props: points.length === given.length ? sized : { ...sized, points }, flaw };
}

function withPressures(props: Props, kept: readonly boolean[], count: number): Props {
  const listed = Array.isArray(props.pressures) ? props.pressures : [];
  const simulated =
    typeof props.simulatePressure === 'boolean' ? props.simulatePressure : listed.length === 0;
  const sound = kept.includes(false) ? listed.filter((_, at) => kept[at] !== false) : listed;
  const isWhole = sound === props.pressures && sound.every((pressure) => typeof pressure === 'number');
  if (isWhole && simulated === props.simulatePressure && (simulated || sound.length >= count)) return props;
  const pressures = sound.map((pressure) => numberOf(pressure) ?? MIDDLE);
  while (!simulated && pressures.length < count) pressures.push(MIDDLE);
  return { ...props, pressures, simulatePressure: simulated };
}

/** How wide and high these points are together. */
export function extentOf(points: readonly (readonly [number, number])[]): Record<'width' | 'height', number> {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const between = (values: readonly number[]) =>
    values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  return { width: between(xs), height: between(ys) };
}
