import type { Json, Props } from '@easel/sdk';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';

export type Element = OrderedExcalidrawElement;
export type Point = readonly [number, number];

/** The id, and what Excalidraw compares whole elements by: these are not properties of an object. */
const LOCAL: ReadonlySet<string> = new Set(['id', 'version', 'versionNonce', 'updated', 'isDeleted']);

/** An element as the properties of an object. What JSON cannot hold is left out: the server would refuse it. */
export function propsOf(element: Element): Props {
  const props: Record<string, Json> = {};
  for (const [name, value] of Object.entries(element)) {
    if (LOCAL.has(name) || value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) continue;
    props[name] = value as Json;
  }
  return props;
}

/**
 * Whether an element does not count yet: Excalidraw puts a shape without a size on the canvas at pointer down and
 * removes it again when nothing was drawn; the same for an empty text.
 */
export function isUnborn(element: Element): boolean {
  if (element.type === 'text') return element.originalText === '' && element.text === '';
  if ('points' in element) return element.points.length < 2;
  return element.width === 0 && element.height === 0;
}
