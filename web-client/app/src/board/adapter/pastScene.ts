import { equal, type Props } from '@easel/sdk';
import { ArrowBindings } from './arrowBindings.ts';
import type { Element } from './element.ts';
import { ordered } from './order.ts';
import { elementOf, type Restore } from './toElement.ts';

/** What is on the canvas for an object, and what it was made of. */
interface Drawn {
  readonly element: Element;
  readonly props: Props;
}

/**
 * Objects as elements, for a canvas that shows one state after another. An object that is equal in two states is the
 * same element: Excalidraw draws it from its cache.
 */
export class PastScene {
  readonly #restore: Restore;
  readonly #arrows = new ArrowBindings();
  readonly #drawn = new Map<string, Drawn>();
  /** What was made of which props; going back and forth makes nothing twice. */
  readonly #made = new WeakMap<Props, Drawn>();
  #ordered: readonly Element[] = [];

  constructor(restore: Restore) {
    this.#restore = restore;
  }

  /** The elements of these objects, from bottom to top; `touched` are the ids that may differ from the last call. */
  elements(objects: ReadonlyMap<string, Props>, touched: Iterable<string>): readonly Element[] {
    const replaced = new Map<Element, Element>();
    let moved = false;
    for (const id of this.#withShapes(objects, touched)) {
      const [old, next] = [this.#drawn.get(id), this.#next(id, objects)];
      if (old === next) continue;
      if (next === undefined) this.#drawn.delete(id);
      else this.#drawn.set(id, next);
      if (old === undefined || next === undefined || old.props.index !== next.props.index) moved = true;
      else replaced.set(old.element, next.element);
    }
    if (moved)
      this.#ordered = ordered(
        Array.from(this.#drawn.values(), ({ element }) => element),
        objects,
      );
    else if (replaced.size > 0) this.#ordered = this.#ordered.map((old) => replaced.get(old) ?? old);
    return this.#ordered;
  }

  element(id: string): Element | undefined {
    return this.#drawn.get(id)?.element;
  }

  /** With the shapes that arrows among them are or were bound to: those list their arrows. */
  #withShapes(objects: ReadonlyMap<string, Props>, touched: Iterable<string>): ReadonlySet<string> {
    const all = new Set<string>();
    for (const id of touched) {
      all.add(id);
      for (const shape of this.#arrows.note(id, objects.get(id))) all.add(shape);
    }
    return all;
  }

  #next(id: string, objects: ReadonlyMap<string, Props>): Drawn | undefined {
    const stored = objects.get(id);
    if (stored === undefined) return undefined;
    const [old, props] = [this.#drawn.get(id), this.#arrows.completed(id, stored)];
    if (old !== undefined && equal(old.props, props)) return old;
    const known = this.#made.get(props);
    if (known !== undefined) return known;
    const element = elementOf(id, props, old?.element, this.#restore);
    if (element === undefined) return undefined;
    const made = { element, props };
    this.#made.set(props, made);
    return made;
  }
}
