import type { Change, Props } from '@easel/sdk';
import { patchOf } from './diff.ts';
import { type Element, isUnborn, propsOf } from './element.ts';

interface Sight {
  readonly version: number;
  readonly nonce: number;
  /** Undefined once the element is deleted. */
  readonly props: Props | undefined;
}

export interface Found {
  readonly changes: readonly Change[];
  /** Ids that were on the canvas and are gone from it without having been deleted. */
  readonly lost: readonly string[];
}

/**
 * Every element as it was last seen on the canvas. Excalidraw changes elements in place and counts their versions up;
 * so a look at the whole canvas compares versions, and only elements that changed are compared in depth.
 */
export class Seen {
  readonly #sights = new Map<string, Sight>();

  /** What the person changed since the last look. `objects` is the document. */
  changes(elements: readonly Element[], objects: ReadonlyMap<string, Props>): Found {
    const changes: Change[] = [];
    let known = 0;
    for (const element of elements) {
      const sight = this.#sights.get(element.id);
      if (sight !== undefined) known++;
      if (sight?.version === element.version && sight.nonce === element.versionNonce) continue;
      const change = this.#change(element, sight, objects.get(element.id));
      if (change !== undefined) changes.push(change);
    }
    return { changes, lost: known < this.#sights.size ? this.#lost(elements) : [] };
  }

  /**
   * Takes what was drawn from the document as seen, and the indices that Excalidraw put in order on the way. Not what
   * the person is just beginning and nobody was told of: that is still to be told.
   */
  refresh(elements: readonly Element[], drawn: { has(id: string): boolean }): void {
    for (const element of elements) {
      const sight = this.#sights.get(element.id);
      if (sight === undefined && !drawn.has(element.id)) continue;
      if (sight?.version !== element.version || sight.nonce !== element.versionNonce) this.#see(element);
    }
  }

  props(id: string): Props | undefined {
    return this.#sights.get(id)?.props;
  }

  #change(element: Element, sight: Sight | undefined, stored: Props | undefined): Change | undefined {
    if (element.isDeleted) {
      if (sight !== undefined) this.#see(element);
      return sight?.props && { op: 'delete', id: element.id };
    }
    if (sight?.props === undefined) {
      if (isUnborn(element)) return undefined;
      return { op: 'put', id: element.id, props: this.#see(element) };
    }
    const before = sight.props;
    const after = this.#see(element);
    // Gone from the document while it was under the hand: it goes from the canvas, too, once let go.
    return stored && patchOf(element.id, before, after, stored);
  }

  #see(element: Element): Props {
    const props = propsOf(element);
    this.#sights.set(element.id, {
      version: element.version,
      nonce: element.versionNonce,
      props: element.isDeleted ? undefined : props,
    });
    return props;
  }

  #lost(elements: readonly Element[]): readonly string[] {
    const here = new Set(elements.map((element) => element.id));
    const gone = [...this.#sights].filter(([id]) => !here.has(id));
    for (const [id] of gone) this.#sights.delete(id);
    return gone.filter(([, sight]) => sight.props !== undefined).map(([id]) => id);
  }
}
