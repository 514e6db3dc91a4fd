import { cleanProps, equal, type Json, type Props } from '@easel/sdk';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';

export type Element = OrderedExcalidrawElement;
export type Point = readonly [number, number];

/** The id, and what Excalidraw compares whole elements by: these are not properties of an object. */
const LOCAL: ReadonlySet<string> = new Set(['id', 'version', 'versionNonce', 'updated', 'isDeleted']);

/** What an element is as the properties of an object. */
export interface Read {
  readonly props: Props;
  /** Whether the element is, as it is on the canvas, what a server takes. */
  readonly isClean: boolean;
}

/**
 * An element as the properties of an object, without what no server takes, wherever that came from. Excalidraw changes
 * some values in place (`crop`), so they are copied; lists it replaces. What is as it was at the last look is neither
 * copied nor looked through again.
 */
export function read(element: Element, last: Props = NONE): Read {
  const props: Record<string, Json> = {};
  let fresh: Record<string, Json> | undefined;
  for (const name of Object.keys(element)) {
    const value = element[name as keyof Element] as unknown as Json | undefined;
    if (LOCAL.has(name) || value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) continue;
    const known = last[name];
    if (known !== undefined && isSame(known, value)) props[name] = known;
    else {
      fresh ??= {};
      fresh[name] = props[name] = ownCopy(value);
    }
  }
  const cleaned = fresh && cleanProps(fresh);
  if (fresh === undefined || cleaned === fresh) return { props, isClean: true };
  for (const name of Object.keys(fresh)) delete props[name];
  return { props: { ...props, ...cleaned }, isClean: false };
}

export function propsOf(element: Element): Props {
  return read(element).props;
}

const NONE: Props = {};

/** Lists are replaced, not changed: another one is looked through. */
function isSame(known: Json, value: Json): boolean {
  return known === value || (!Array.isArray(value) && equal(known, value));
}

/** A copy of an object, without copying the lists in it, which may be long. */
export function ownCopy(value: Json): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : value;
}

/**
 * Whether an element does not count yet: Excalidraw puts a shape without a size on the canvas at pointer down and
 * removes it again when nothing was drawn; the same for an empty text, and an image whose file is still being read.
 */
export function isUnborn(element: Element): boolean {
  if (element.type === 'image' && element.fileId === null) return true;
  if (element.type === 'text') return element.originalText === '' && element.text === '';
  if ('points' in element) return element.points.length < 2;
  return element.width === 0 && element.height === 0;
}
