import type { Props } from '@easel/sdk';
import type { Element } from './element.ts';

/**
 * Elements from bottom to top: by `(index, id)` of the project's objects, so that the order is the same for everybody
 * even where two people used one index. Given this order, Excalidraw makes its own copies of the indices distinct.
 */
export function ordered(elements: readonly Element[], objects: ReadonlyMap<string, Props>): Element[] {
  const places = new Map(elements.map((element) => [element, indexOf(element, objects)]));
  return [...elements].sort((a, b) => compare(places.get(a), places.get(b)) || compare(a.id, b.id));
}

function indexOf(element: Element, objects: ReadonlyMap<string, Props>): string | undefined {
  const object = objects.get(element.id);
  const index = object === undefined ? element.index : object.index;
  return typeof index === 'string' ? index : undefined;
}

/** By code unit, as Excalidraw compares. What has no index is on top. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
