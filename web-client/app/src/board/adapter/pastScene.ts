import { equal, type Props } from '@easel/sdk';
import { Mending } from '../mending/Mending.ts';
import type { Element } from './element.ts';
import { byPlace, type Place, placeOf } from './order.ts';
import type { Bounds } from './pick.ts';
import { elementOf, type Restore } from './toElement.ts';

/** Elements that are put into the order one by one; of more the whole order is made again. */
const MOST_PLACED = 500;

/** What is on the canvas for an object, and what it was made of. */
interface Drawn extends Place {
  readonly element: Element;
  readonly props: Props;
  /** The frame or the container that it is drawn with; without one, itself. */
  readonly root: string;
  readonly bounds: Bounds;
}

/**
 * Objects as elements, for a canvas that shows one state after another. An object that is equal in two states is the
 * same element: Excalidraw draws it from its cache. From one state to the next it costs as much as changes, and the
 * copy of a list.
 */
export class PastScene {
  readonly #restore: Restore;
  readonly #boundsOf: (element: Element) => Bounds;
  readonly #mending = new Mending();
  readonly #drawn = new Map<string, Drawn>();
  /** What was made of which props; going back and forth makes nothing twice. */
  readonly #made = new WeakMap<Props, Drawn>();
  /** From bottom to top. */
  #ordered: readonly Drawn[] = [];

  constructor(restore: Restore, boundsOf: (element: Element) => Bounds) {
    this.#restore = restore;
    this.#boundsOf = boundsOf;
  }

  /**
   * Becomes what these objects look like; `touched` are the ids that may differ from the last time. Returns where
   * something has changed: what is not there any more, and what is there now.
   */
  update(objects: ReadonlyMap<string, Props>, touched: Iterable<string>): readonly Bounds[] {
    const gone = new Set<Drawn>();
    const come: Drawn[] = [];
    for (const id of this.#withAffected(objects, touched)) {
      const [old, next] = [this.#drawn.get(id), this.#next(id)];
      if (old === next) continue;
      if (old !== undefined) gone.add(old);
      if (next !== undefined) come.push(next);
      if (next === undefined) this.#drawn.delete(id);
      else this.#drawn.set(id, next);
    }
    if (gone.size + come.length > 0) this.#ordered = replaced(this.#ordered, gone, come);
    return [...gone, ...come].map(({ bounds }) => bounds);
  }

  /** From bottom to top. */
  elements(): readonly Element[] {
    return this.#ordered.map(({ element }) => element);
  }

  /** Those that are wanted by where they are, with what is drawn together with them. */
  where(isWanted: (bounds: Bounds) => boolean): readonly Element[] {
    const roots = new Set<string>();
    for (const { bounds, root } of this.#ordered) if (isWanted(bounds)) roots.add(root);
    const elements: Element[] = [];
    for (const { root, element } of this.#ordered) if (roots.has(root)) elements.push(element);
    return elements;
  }

  element(id: string): Element | undefined {
    return this.#drawn.get(id)?.element;
  }

  /** With those whose bonds to these are others. */
  #withAffected(objects: ReadonlyMap<string, Props>, touched: Iterable<string>): ReadonlySet<string> {
    const ids = [...touched];
    return new Set([...ids, ...this.#mending.update(objects, ids)]);
  }

  #next(id: string): Drawn | undefined {
    const [old, props] = [this.#drawn.get(id), this.#mending.shown(id)];
    if (props === undefined) return undefined;
    if (old !== undefined && equal(old.props, props)) return old;
    const known = this.#made.get(props);
    if (known !== undefined) return known;
    const element = elementOf(id, props, old?.element, this.#restore);
    if (element === undefined) return undefined;
    const made = {
      ...placeOf(id, props),
      element,
      props,
      root: rootOf(props, id),
      bounds: this.#boundsOf(element),
    };
    this.#made.set(props, made);
    return made;
  }
}

function rootOf({ frameId, containerId }: Props, id: string): string {
  return ([frameId, containerId].find((root) => typeof root === 'string') as string | undefined) ?? id;
}

function replaced(
  ordered: readonly Drawn[],
  gone: ReadonlySet<Drawn>,
  come: readonly Drawn[],
): readonly Drawn[] {
  if (gone.size + come.length > MOST_PLACED) {
    return [...ordered.filter((drawn) => !gone.has(drawn)), ...come].sort(byPlace);
  }
  const next = [...ordered];
  for (const drawn of gone) next.splice(rank(next, drawn), 1);
  for (const drawn of come) next.splice(rank(next, drawn), 0, drawn);
  return next;
}

/** How many are below this place. */
function rank(ordered: readonly Place[], place: Place): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byPlace(ordered[middle] as Place, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
