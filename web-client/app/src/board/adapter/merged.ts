import type { Props } from '@easel/sdk';
import type { Element } from './element.ts';
import { fits, hasCopies, isMisplaced, ordered, rankOf } from './order.ts';
import type { Places } from './places.ts';

/** New elements that are put into the order one by one; of more the whole order is made again. */
const MOST_ADDED = 100;

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
  const moved: number[] = [];
  const added: Element[] = [];
  for (const [id, next] of replaced) {
    const at = places.of(id, here);
    const old = here[at ?? -1];
    if (at === undefined || old === undefined) added.push(next);
    else {
      if (next.index !== old.index || next.isDeleted !== old.isDeleted) moved.push(at);
      elements[at] = next;
      touched.push(at);
    }
  }
  const isSame = added.length + moved.length === 0;
  // A key that is stored otherwise may be the same to Excalidraw, and have another place among equal ones.
  const isInOrder =
    !isOutOfOrder &&
    (isSame || !(isFull || places.hasCopies)) &&
    !isMisplaced(elements, touched, objects) &&
    moved.every((at) => fits(elements, at, objects));
  const inPlace = isInOrder ? withAdded(elements, added, objects) : undefined;
  if (inPlace !== undefined) return inPlace;
  const all = [...elements, ...added];
  const anew = ordered(
    isFull ? all.filter(({ id, isDeleted }) => !isDeleted || objects.has(id)) : all,
    objects,
  );
  places.hasCopies = hasCopies(anew, objects);
  return anew;
}

/** With these among them; undefined where that is not known without a look at all. */
function withAdded(
  elements: readonly Element[],
  added: readonly Element[],
  objects: ReadonlyMap<string, Props>,
): readonly Element[] | undefined {
  if (added.length > MOST_ADDED) return undefined;
  const all = [...elements];
  for (const element of added) {
    const at = rankOf(element, all, objects);
    all.splice(at, 0, element);
    if (!fits(all, at, objects)) return undefined;
  }
  return all;
}
