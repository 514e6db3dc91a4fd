import type { Props } from '@easel/sdk';
import {
  canHaveArrows,
  canHaveLabel,
  isFrame,
  type References,
  referencesOf,
  sameReferences,
  targetsOf,
} from './references.ts';

/** As Excalidraw lists what is bound to a shape. */
export interface Bound {
  readonly id: string;
  readonly type: 'text' | 'arrow';
}

/** How far the consequences of a changed reference go: from an arrow to a text, to its shape, to that one's label. */
const REACH = 3;

/**
 * Which text is the label of which shape, which arrows are bound to it, and what lies in which frame. Both sides tell
 * it, and each in a property of its own: when two people change them at once, or one side is deleted, the two disagree.
 * Then one rule decides:
 *
 * - an arrow knows its shapes, and a text its shape; a text that knows of none that is there belongs to the shape that
 *   lists it
 * - a shape has one label: the first in its list that is one, otherwise that with the lowest id
 * - what refers to something that is not there, or cannot be referred to so, does not refer to it
 */
export class Bonds {
  readonly #references = new Map<string, References>();
  /** For each id, the objects that refer to it. */
  readonly #referrers = new Map<string, Set<string>>();

  /** Whether it knows of no object. */
  get isEmpty(): boolean {
    return this.#references.size === 0;
  }

  /**
   * Takes in objects, undefined for those that are not shown. Returns those whose bonds may be others: of these
   * themselves, and of what they refer to or are referred to by.
   */
  update(all: Iterable<readonly [string, Props | undefined]>): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const [id, props] of all) {
      const before = this.#references.get(id);
      if (!this.#take(id, props)) continue;
      const after = this.#references.get(id);
      touched.add(id);
      for (const target of before ? targetsOf(before) : []) touched.add(target);
      for (const target of after ? targetsOf(after) : []) touched.add(target);
      // What lies in a frame matters to it no further.
      for (const referrer of this.#referrers.get(id) ?? []) touched.add(referrer);
    }
    return this.#around(touched);
  }

  /** Takes in the first objects. */
  begin(all: Iterable<readonly [string, Props | undefined]>): void {
    for (const [id, props] of all) this.#take(id, props);
  }

  /** The shape that a text is the label of; null for a text of its own. */
  containerOf(text: string): string | null {
    const claimed = this.#claimOf(text);
    return claimed !== undefined && this.#labelOf(claimed) === text ? claimed : null;
  }

  frameOf(id: string): string | null {
    const { type, frame } = this.#references.get(id) ?? {};
    if (frame === undefined || isFrame(type)) return null;
    return isFrame(this.#references.get(frame)?.type) ? frame : null;
  }

  /** Whether an arrow can be bound to it. */
  canBind(shape: string): boolean {
    const { type } = this.#references.get(shape) ?? {};
    return canHaveArrows(type) && (type !== 'text' || this.containerOf(shape) === null);
  }

  /** The label and the arrows of a shape: as it lists them, and then those that it does not know of, by their ids. */
  boundTo(shape: string): readonly Bound[] {
    const references = this.#references.get(shape);
    if (references === undefined) return [];
    const label = this.#labelOf(shape);
    const arrows = this.canBind(shape) ? this.#arrowsOf(shape) : [];
    const left = new Map<string, Bound['type']>(arrows.map((id) => [id, 'arrow']));
    if (label !== undefined) left.set(label, 'text');
    const bound: Bound[] = [];
    for (const id of [...references.listed, ...[...left.keys()].sort()]) {
      const type = left.get(id);
      if (type !== undefined) bound.push({ id, type });
      left.delete(id);
    }
    return bound;
  }

  /** Whether the references of an object are others now. */
  #take(id: string, props: Props | undefined): boolean {
    const before = this.#references.get(id);
    const after = props && referencesOf(props);
    if (sameReferences(before, after)) return false;
    for (const target of before ? targetsOf(before) : []) this.#forget(target, id);
    for (const target of after ? targetsOf(after) : []) this.#referrersOf(target).add(id);
    if (after === undefined) this.#references.delete(id);
    else this.#references.set(id, after);
    return true;
  }

  #arrowsOf(shape: string): string[] {
    const referrers = this.#referrers.get(shape);
    if (referrers === undefined) return [];
    return [...referrers].filter((id) => this.#references.get(id)?.ends.includes(shape));
  }

  #labelOf(shape: string): string | undefined {
    const references = this.#references.get(shape);
    if (!canHaveLabel(references?.type)) return undefined;
    const listed = references?.listed.find((id) => this.#claimOf(id) === shape);
    return listed ?? least(this.#textsOf(shape));
  }

  /** The shape that a text says it belongs to; where it says none, the one that lists it. */
  #claimOf(text: string): string | undefined {
    const references = this.#references.get(text);
    if (references?.type !== 'text') return undefined;
    const { container } = references;
    if (container !== undefined && canHaveLabel(this.#references.get(container)?.type)) return container;
    const listing = [...(this.#referrers.get(text) ?? [])].filter((id) => this.#lists(id, text));
    return least(listing);
  }

  #lists(shape: string, text: string): boolean {
    const references = this.#references.get(shape);
    return canHaveLabel(references?.type) && references?.listed.includes(text) === true;
  }

  #textsOf(shape: string): string[] {
    return [...(this.#referrers.get(shape) ?? [])].filter(
      (id) => this.#references.get(id)?.container === shape,
    );
  }

  #around(touched: ReadonlySet<string>): ReadonlySet<string> {
    const all = new Set(touched);
    let edge: Iterable<string> = touched;
    for (let step = 1; step < REACH; step++) {
      const next = new Set<string>();
      for (const id of edge) {
        for (const near of this.#bondsOf(id)) {
          if (all.has(near)) continue;
          all.add(near);
          next.add(near);
        }
      }
      edge = next;
    }
    return all;
  }

  /** Labels, shapes and arrows that it refers to or is referred to by; not what lies in it as a frame. */
  #bondsOf(id: string): readonly string[] {
    const references = this.#references.get(id);
    const targets = references ? [references.container, ...references.listed, ...references.ends] : [];
    const referrers = isFrame(references?.type) ? this.#arrowsOf(id) : (this.#referrers.get(id) ?? []);
    return [...targets, ...referrers].filter((near) => near !== undefined);
  }

  #forget(target: string, referrer: string): void {
    const referrers = this.#referrers.get(target);
    referrers?.delete(referrer);
    if (referrers?.size === 0) this.#referrers.delete(target);
  }

  #referrersOf(id: string): Set<string> {
    const referrers = this.#referrers.get(id) ?? new Set();
    this.#referrers.set(id, referrers);
    return referrers;
  }
}

function least(ids: readonly string[]): string | undefined {
  let least: string | undefined;
  for (const id of ids) if (least === undefined || id < least) least = id;
  return least;
}
