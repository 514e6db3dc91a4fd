import type { Json, Props } from '@easel/sdk';
import { generateNKeysBetween } from 'fractional-indexing';
import { orderKeyOf } from '../mending/orderKey.ts';
import type { Element } from './element.ts';
import { newer } from './toElement.ts';

/** Where an object is in the order from bottom to top. */
export interface Place {
  readonly id: string;
  readonly key: string;
  /** The key as it is stored, which may be none that can be read. */
  readonly index: Json | undefined;
}

export function placeOf(id: string, { index }: Props): Place {
  return { id, key: orderKeyOf(index), index };
}

/** By key and id, so that the order is the same for everybody even where two people used one key. */
export function byPlace(a: Place, b: Place): number {
  return compare(a.key, b.key) || compare(String(a.index), String(b.index)) || compare(a.id, b.id);
}

/**
 * Elements from bottom to top, by the places of the project's objects. Their own copies of the keys become distinct, as
 * Excalidraw needs them: of equal ones all but the first become keys between it and the next. So they follow from the
 * objects, and are the same for everybody; deleted elements have no part in it.
 */
export function ordered(elements: readonly Element[], objects: ReadonlyMap<string, Props>): Element[] {
  const places = new Map(
    elements.map((element) => {
      const { id, index } = element;
      return [element, placeOf(id, objects.get(id) ?? { index })];
    }),
  );
  const placed = [...elements].sort((a, b) => byPlace(places.get(a) as Place, places.get(b) as Place));
  const living = placed.filter(({ isDeleted }) => !isDeleted);
  distinguish(
    living,
    living.map((element) => (places.get(element) as Place).key),
  );
  clearDeleted(placed);
  return placed;
}

/** Whether some keys of these elements, in order, are copies that were made distinct from equal ones. */
export function hasCopies(elements: readonly Element[], objects: ReadonlyMap<string, Props>): boolean {
  return elements.some(
    (element) => !element.isDeleted && (element.index as string | null) !== storedPlace(element, objects).key,
  );
}

/** Whether the element at one of these places is not where its own is among its neighbours. */
export function isMisplaced(
  elements: readonly Element[],
  places: readonly number[],
  objects: ReadonlyMap<string, Props>,
): boolean {
  return places.some((at) => {
    const element = elements[at];
    if (element === undefined || element.isDeleted) return false;
    const place = storedPlace(element, objects);
    const [below, above] = neighbours(elements, at);
    return (
      (below !== undefined && byPlace(storedPlace(below, objects), place) > 0) ||
      (above !== undefined && byPlace(place, storedPlace(above, objects)) > 0)
    );
  });
}

/**
 * Whether the element at this place, whose key is another, or which has come or been deleted, leaves all others as they
 * are: its key is its own, and between those beside it. No key may be a copy.
 */
export function fits(elements: readonly Element[], at: number, objects: ReadonlyMap<string, Props>): boolean {
  const element = elements[at] as Element;
  const key: string | null = element.index;
  const [below, above] = [elements[at - 1], elements[at + 1]];
  return (
    key !== null &&
    (below === undefined || isLess(below.index, key)) &&
    (above === undefined || isLess(key, above.index)) &&
    key === storedPlace(element, objects).key
  );
}

/** How many of these elements are below this one, by what is stored. */
export function rankOf(
  element: Element,
  elements: readonly Element[],
  objects: ReadonlyMap<string, Props>,
): number {
  const place = storedPlace(element, objects);
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byPlace(storedPlace(elements[middle] as Element, objects), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function storedPlace({ id, index }: Element, objects: ReadonlyMap<string, Props>): Place {
  return placeOf(id, objects.get(id) ?? { index });
}

/** The nearest below and above that are not deleted. */
function neighbours(elements: readonly Element[], at: number) {
  const next = (step: 1 | -1) => {
    let next = at + step;
    while (elements[next]?.isDeleted) next += step;
    return elements[next];
  };
  return [next(-1), next(1)] as const;
}

function isLess(below: string | null, above: string | null): boolean {
  return below !== null && above !== null && below < above;
}

function distinguish(living: readonly Element[], keys: readonly string[]): void {
  for (let first = 0; first < living.length; ) {
    const key = keys[first] as string;
    let end = first + 1;
    while (end < living.length && keys[end] === key) end++;
    const more = end - first > 1 ? generateNKeysBetween(key, keys[end] ?? null, end - first - 1) : [];
    for (const [at, own] of [key, ...more].entries()) setKey(living[first + at] as Element, own);
    first = end;
  }
}

/** A deleted element must not take a place from one that is there: Excalidraw gives it one that is free. */
function clearDeleted(placed: readonly Element[]): void {
  let above: string | undefined;
  for (let at = placed.length - 1; at >= 0; at--) {
    const element = placed[at] as Element;
    const below = placed[at - 1]?.index;
    if (!element.isDeleted) above = element.index;
    else if (isTaken(element.index, below, above)) setKey(element, null);
    else above = element.index;
  }
}

function isTaken(key: string | null, below: string | null | undefined, above: string | undefined): boolean {
  return (
    key === null ||
    (below !== null && below !== undefined && key <= below) ||
    (above !== undefined && key >= above)
  );
}

/** In place, as Excalidraw does it: a gesture may hold the element. */
function setKey(element: Element, index: string | null): void {
  if (element.index !== index) Object.assign(element, { index, ...newer(element) });
}

/** By code unit, as Excalidraw compares. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
