import type { Json, Props } from '@easel/sdk';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';

export type Element = OrderedExcalidrawElement;
export type Point = readonly [number, number];

/** What Excalidraw merges whole elements by, and the id: not properties of an object. */
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
 * Whether an element is not yet worth telling: Excalidraw puts a shape of no size on the canvas at pointer down and
 * takes it away again when nothing was drawn; an empty text likewise.
 */
export function isUnborn(element: Element): boolean {
  if (element.type === 'text') return element.originalText === '' && element.text === '';
  if ('points' in element) return element.points.length < 2;
  return element.width === 0 && element.height === 0;
}
