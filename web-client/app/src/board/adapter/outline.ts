import type { Props } from '@easel/sdk';

/** What stands in one frame, or in none. */
export interface Section {
  /** The frame's name; undefined for what is in none, empty for a frame without a name. */
  readonly frame: string | undefined;
  /** As one reads: from above, and in a row from the left. */
  readonly texts: readonly Written[];
}

export interface Written {
  readonly text: string;
  /** What is shown where the person goes there: the text, or the shape that it is written in. */
  readonly target: string;
}

interface Placed {
  readonly x: number;
  readonly y: number;
}

/** Texts whose tops are nearer than this stand in one row, in scene coordinates. */
const ROW = 20;

/** All that is written on a board, by frame: for who does not see the canvas, or looks for something on a large one. */
export function outlineOf(objects: ReadonlyMap<string, Props>): readonly Section[] {
  const frames = new Map<string | undefined, (Written & Placed)[]>();
  for (const [id, props] of objects) {
    const written = props.type === 'text' ? (props.originalText ?? props.text) : undefined;
    if (typeof written !== 'string' || written.trim() === '') continue;
    const shape = typeof props.containerId === 'string' ? props.containerId : undefined;
    const isInShape = shape !== undefined && objects.has(shape);
    const frame = frameOf(props, objects) ?? (isInShape ? frameOf(objects.get(shape), objects) : undefined);
    const texts = frames.get(frame) ?? [];
    texts.push({ text: written.trim(), target: isInShape ? shape : id, ...placeOf(props) });
    frames.set(frame, texts);
  }
  return [...frames]
    .sort(([a], [b]) => inReadingOrder(placeOf(objects.get(a ?? '')), placeOf(objects.get(b ?? ''))))
    .sort(([a], [b]) => Number(a !== undefined) - Number(b !== undefined))
    .map(([frame, texts]) => ({
      frame: frame === undefined ? undefined : nameOf(objects.get(frame)),
      texts: texts.sort(inReadingOrder).map(({ text, target }) => ({ text, target })),
    }));
}

function frameOf(props: Props | undefined, objects: ReadonlyMap<string, Props>): string | undefined {
  const frame = props?.frameId;
  return typeof frame === 'string' && objects.has(frame) ? frame : undefined;
}

function nameOf(frame: Props | undefined): string {
  return typeof frame?.name === 'string' ? frame.name : '';
}

function placeOf(props: Props | undefined): Placed {
  return { x: numberOf(props?.x), y: numberOf(props?.y) };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function inReadingOrder(a: Placed, b: Placed): number {
  return Math.floor(a.y / ROW) - Math.floor(b.y / ROW) || a.x - b.x;
}
