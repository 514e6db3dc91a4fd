import type { Element } from './element.ts';

/** Left, top, right and bottom in scene coordinates. */
export type Bounds = readonly [number, number, number, number];

/**
 * What a click takes, as in Excalidraw's editor: the smallest element there, of a label its shape, of a group all of
 * it. Nothing where there is no element.
 */
export function picked(
  elements: readonly Element[],
  [x, y]: readonly [number, number],
  margin: number,
  boundsOf: (element: Element) => Bounds,
): ReadonlySet<string> {
  let found: Element | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const element of elements) {
    const [left, top, right, bottom] = boundsOf(element);
    if (x < left - margin || x > right + margin || y < top - margin || y > bottom + margin) continue;
    const area = (right - left) * (bottom - top);
    // Of equal ones the upper.
    if (area > smallest) continue;
    [found, smallest] = [element, area];
  }
  if (found === undefined) return new Set();
  const shape = labelled(elements, found);
  const group = shape.groupIds?.at(-1);
  if (group === undefined) return new Set([shape.id]);
  return new Set(elements.filter(({ groupIds }) => groupIds?.includes(group)).map(({ id }) => id));
}

/** With what belongs to them: the labels of shapes, and what lies in frames. */
export function withParts(elements: readonly Element[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (const element of elements) {
    if (element.frameId && ids.has(element.frameId)) all.add(element.id);
  }
  for (const element of elements) {
    if (element.type === 'text' && element.containerId && all.has(element.containerId)) all.add(element.id);
  }
  return all;
}

function labelled(elements: readonly Element[], element: Element): Element {
  if (element.type !== 'text' || !element.containerId) return element;
  return elements.find(({ id }) => id === element.containerId) ?? element;
}
