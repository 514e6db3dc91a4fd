import type { Props } from '@easel/sdk';
import type { Element } from './element.ts';
import { isMisplaced, ordered } from './order.ts';
import type { Places } from './places.ts';

export interface MergedHow {
  readonly places: Places;
  readonly objects: ReadonlyMap<string, Props>;
  /** Whether the elements are known not to be in the order of the objects. */
  readonly isOutOfOrder: boolean;
  /** Whether there are so many deleted elements that they are left out: nothing needs them any longer. */
  readonly isFull: boolean;
}

/** The elements of a canvas with these in the places of those with the same ids, and with those that are new. */
export function merged(
  here: readonly Element[],
  replaced: ReadonlyMap<string, Element>,
  { places, objects, isOutOfOrder, isFull }: MergedHow,
): readonly Element[] {
  const elements = [...here];
  const touched: number[] = [];
  const added: Element[] = [];
  let isMoved = isOutOfOrder;
  for (const [id, next] of replaced) {
    const at = places.of(id, here);
    const old = here[at ?? -1];
    if (at === undefined || old === undefined) added.push(next);
    else {
      isMoved ||= next.index !== old.index || next.isDeleted !== old.isDeleted;
      elements[at] = next;
      touched.push(at);
    }
  }
  // A key that is stored otherwise may be the same to Excalidraw, and have another place among equal ones.
  if (added.length === 0 && !isMoved && !isMisplaced(elements, touched, objects)) return elements;
  const all = [...elements, ...added];
  return ordered(isFull ? all.filter(({ id, isDeleted }) => !isDeleted || objects.has(id)) : all, objects);
}
