import type { Change, Props } from '@easel/sdk';
import { patchOf } from './diff.ts';
import { type Element, isUnborn, propsOf } from './element.ts';

interface Snapshot {
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
 * Every element as it was last seen on the canvas. Excalidraw changes elements in place and raises their versions; so
 * a look at the whole canvas compares versions, and only elements that changed are compared in depth.
 */
export class LastSeen {
  readonly #snapshots = new Map<string, Snapshot>();

  /** What the person changed since the last look. `objects` are the project's. */
  changes(elements: readonly Element[], objects: ReadonlyMap<string, Props>): Found {
    const changes: Change[] = [];
    let known = 0;
    for (const element of elements) {
      const snapshot = this.#snapshots.get(element.id);
      if (snapshot !== undefined) known++;
      if (snapshot?.version === element.version && snapshot.nonce === element.versionNonce) continue;
      const change = this.#change(element, snapshot, objects.get(element.id));
      if (change !== undefined) changes.push(change);
    }
    return { changes, lost: known < this.#snapshots.size ? this.#lost(elements) : [] };
  }

  /**
   * Takes as seen what was drawn from the project, and the indices that Excalidraw put in order on the way. An element
   * that the person has just begun, and that is not in the project yet, is left out: it is still to be found.
   */
  refresh(elements: readonly Element[], drawn: { has(id: string): boolean }): void {
    for (const element of elements) {
      const snapshot = this.#snapshots.get(element.id);
      if (snapshot === undefined && !drawn.has(element.id)) continue;
      if (snapshot?.version !== element.version || snapshot.nonce !== element.versionNonce)
        this.#see(element);
    }
  }

  props(id: string): Props | undefined {
    return this.#snapshots.get(id)?.props;
  }

  #change(element: Element, snapshot: Snapshot | undefined, stored: Props | undefined): Change | undefined {
    if (element.isDeleted) {
      if (snapshot !== undefined) this.#see(element);
      return snapshot?.props && { op: 'delete', id: element.id };
    }
    if (snapshot?.props === undefined) {
      if (isUnborn(element)) return undefined;
      return { op: 'put', id: element.id, props: this.#see(element) };
    }
    const before = snapshot.props;
    const after = this.#see(element);
    // Deleted by somebody else while it was being changed here: it leaves the canvas when the gesture ends.
    return stored && patchOf(element.id, before, after, stored);
  }

  #see(element: Element): Props {
    const props = propsOf(element);
    this.#snapshots.set(element.id, {
      version: element.version,
      nonce: element.versionNonce,
      props: element.isDeleted ? undefined : props,
    });
    return props;
  }

  #lost(elements: readonly Element[]): readonly string[] {
    const here = new Set(elements.map((element) => element.id));
    const gone = [...this.#snapshots].filter(([id]) => !here.has(id));
    for (const [id] of gone) this.#snapshots.delete(id);
    return gone.filter(([, snapshot]) => snapshot.props !== undefined).map(([id]) => id);
  }
}
