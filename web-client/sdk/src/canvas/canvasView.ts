import { applyChange, Conflict, layOver } from '../protocol/apply.ts';
import type { Change, Props } from '../protocol/change.ts';
import { shared } from '../protocol/json.ts';

/** Own changes that the server's copy does not hold yet. */
export interface Overlay {
  /** The changes of one object, in order; with or without those of the edit that is still open. */
  changesOf(id: string, upTo: 'sealed' | 'open'): readonly Change[];
  /** Every object that has such changes. */
  ids(): Iterable<string>;
}

/**
 * The canvas as a person sees it: the server's copy with own pending changes laid over it, object by object. A change
 * that does not fit (its object was deleted, for instance) is skipped until it fits or is refused.
 *
 * What is shown is computed again only for objects that may have changed, and props that did not change keep their
 * identity.
 */
export class CanvasView {
  readonly #overlay: Overlay;
  readonly #shown = new Map<string, Props>();
  #copy = new Map<string, Props>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /** What is shown. */
  get objects(): ReadonlyMap<string, Props> {
    return this.#shown;
  }

  /** What the server had, as of its last message. */
  get copy(): ReadonlyMap<string, Props> {
    return this.#copy;
  }

  /** The object with all pending changes, whether it is shown so already or not. */
  laidOut(id: string): Props | undefined {
    return this.#laidOver(id, 'open');
  }

  /** The object without the changes of the open edit. */
  below(id: string): Props | undefined {
    return this.#laidOver(id, 'sealed');
  }

  /** Applies an event to the server's copy; a conflict says that the copy is not what the server has. */
  apply(changes: readonly Change[], touched: Set<string>): Conflict | undefined {
    for (const change of changes) {
      const after = applyChange(this.#copy.get(change.id), change);
      if (after instanceof Conflict) return after;
      put(this.#copy, change.id, after);
      touched.add(change.id);
    }
    return undefined;
  }

  /** Takes a sync: in place of the copy (a snapshot), or laid over it. Returns the ids that may have changed. */
  take(objects: ReadonlyMap<string, Props | undefined>, isSnapshot: boolean): Set<string> {
    const touched = new Set([...objects.keys(), ...this.#overlay.ids()]);
    if (isSnapshot) {
      for (const id of this.#copy.keys()) touched.add(id);
      for (const id of this.#shown.keys()) touched.add(id);
      this.#copy = new Map();
    }
    for (const [id, props] of objects) put(this.#copy, id, props);
    return touched;
  }

  /** Computes again what is shown of these objects; returns those that changed by value. */
  show(touched: Iterable<string>): Set<string> {
    const changed = new Set<string>();
    for (const id of touched) {
      const last = this.#shown.get(id);
      const next = shared(last, this.#laidOver(id, 'open'));
      if (next === last) continue;
      put(this.#shown, id, next);
      changed.add(id);
    }
    return changed;
  }

  /**
   * Shows what the person has just made of what was shown; each is another by value, and keeps what did not change.
   * Returns them.
   */
  showMade(made: ReadonlyMap<string, Props | undefined>): Set<string> {
    for (const [id, props] of made) put(this.#shown, id, props);
    return new Set(made.keys());
  }

  #laidOver(id: string, upTo: 'sealed' | 'open'): Props | undefined {
    let props = this.#copy.get(id);
    for (const change of this.#overlay.changesOf(id, upTo)) {
      props = layOver(props, change);
    }
    return props;
  }
}

function put(objects: Map<string, Props>, id: string, props: Props | undefined): void {
  if (props === undefined) objects.delete(id);
  else objects.set(id, props);
}
