import { cleanProps, type Json, type Props } from '@easel/sdk';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';

export type Element = OrderedExcalidrawElement;
export type Point = readonly [number, number];

/** The id, and what Excalidraw compares whole elements by: these are not properties of an object. */
const LOCAL: ReadonlySet<string> = new Set(['id', 'version', 'versionNonce', 'updated', 'isDeleted']);

/**
 * An element as the properties of an object, without what no server takes, wherever that came from. Excalidraw changes
 * some values in place (`crop`), so they are copied; lists it replaces.
 */
export function propsOf(element: Element): Props {
  return cleanProps(rawProps(element));
}

/** Whether the element is, as it is on the canvas, what a server takes. */
export function isClean(element: Element): boolean {
  const raw = rawProps(element);
  return cleanProps(raw) === raw;
}

function rawProps(element: Element): object {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(element)) {
    if (LOCAL.has(name) || value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) continue;
    props[name] = ownCopy(value as Json);
  }
  return props;
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
