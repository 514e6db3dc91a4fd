import type { Overlay } from '../canvas/canvasView.ts';
import { type Change, type Json, type Props, setTo } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';

/** What others changed of an object, and own changes, which come after theirs, change otherwise. */
export interface Overruling {
  /** The object as it was here before theirs. */
  readonly before: Props | undefined;
  /** The properties that they changed, and own changes set to something else, or delete with the object. */
  readonly theirs: Props;
}

/** By object. */
export type Overruled = ReadonlyMap<string, Overruling>;

/** What others are about to change and own pending changes change otherwise, gathered from one message. */
export class Overrulings {
  readonly #copy: ReadonlyMap<string, Props>;
  readonly #pending: Overlay;
  readonly #made = new Map<string, readonly Change[]>();
  readonly #all = new Map<string, Overruling>();

  /** @param copy the server's copy, before theirs */
  constructor(copy: ReadonlyMap<string, Props>, pending: Overlay) {
    this.#copy = copy;
    this.#pending = pending;
  }

  /** Left out where there is nothing. */
  get told(): { readonly overruled?: Overruled } {
    return this.#all.size > 0 ? { overruled: this.#all } : {};
  }

  /** What is pending now may come back as if it were theirs, and then is pending no longer. */
  remember(): this {
    for (const id of this.#pending.ids()) this.#made.set(id, this.#pending.changesOf(id, 'open'));
    return this;
  }

  /** Others set these properties of an object, or own changes did so before. */
  note(id: string, set: Props): void {
    const pending = this.#pending.changesOf(id, 'open');
    if (pending.length === 0) return;
    const copy = this.#copy.get(id);
    const made = [...(this.#made.get(id) ?? []), ...pending].map(setTo);
    const theirs = overruled(changedFrom(copy, set), pending, made);
    if (theirs === undefined) return;
    const { before, theirs: earlier } = this.#all.get(id) ?? { before: copy, theirs: {} };
    this.#all.set(id, { before, theirs: { ...earlier, ...theirs } });
  }
}

/**
 * The properties of `theirs` that own pending changes, oldest first, set to something else, or delete; without values
 * that were own ones.
 */
function overruled(theirs: Props, pending: Iterable<Change>, made: readonly Props[]): Props | undefined {
  const mine = setBy(pending);
  const lost = Object.entries(theirs).filter(([name, value]) => {
    if (made.some((set) => equal(own(set, name), value))) return false;
    const ours = mine.values.get(name);
    return mine.isDeleted || (ours !== undefined && !equal(ours, value));
  });
  return lost.length === 0 ? undefined : Object.fromEntries(lost);
}

/** The properties of `after` that are others than in `before`. */
function changedFrom(before: Props | undefined, after: Props): Props {
  const names = Object.keys(after).filter((name) => !equal(before && own(before, name), own(after, name)));
  return Object.fromEntries(names.map((name) => [name, after[name] as Json]));
}

function setBy(changes: Iterable<Change>): { values: ReadonlyMap<string, Json>; isDeleted: boolean } {
  const values = new Map<string, Json>();
  let isDeleted = false;
  for (const change of changes) {
    if (change.op !== 'patch') isDeleted = change.op === 'delete';
    if (isDeleted) values.clear();
    for (const [name, value] of Object.entries(setTo(change))) values.set(name, value);
  }
  return { values, isDeleted };
}
