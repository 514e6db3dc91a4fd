import { applyChange, Conflict, fits } from '../protocol/apply.ts';
import type { Change, Props } from '../protocol/change.ts';
import { difference } from '../protocol/difference.ts';
import { bytesOf, storedBytesOf } from '../protocol/json.ts';
import { type Limits, MOST_REWRITTEN } from '../protocol/limits.ts';
import { combine, effective } from './combine.ts';
import type { StoredEdit } from './outboxStore.ts';

/** One change of an edit to be made. */
export interface Part {
  readonly change: Change;
  /** UTF-8 bytes of the change as it travels. */
  readonly bytes: number;
  /** UTF-8 bytes of the object's props after it, as limits count them. */
  readonly size: number;
}

/** Bytes of a frame around the changes of an edit: type, number, and a group at its longest. */
export const ENVELOPE = 512;

/** Bytes at which an open edit takes no more: what is made while offline goes into as many as it needs. */
export const OPEN_BYTES = 256 << 10;

/** @param bytes of the change, where they were counted */
export const partOf = (change: Change, size: number, bytes = bytesOf(change)): Part => ({
  change,
  bytes: bytes + 1,
  size,
});

/**
 * The edit that is still being made. It holds one change for each object, into which later ones are combined; a change
 * without an effect is dropped. Nothing of it has been sent.
 */
export class OpenEdit {
  readonly edit: number;
  /** The number under which it was begun. */
  readonly rank: number;
  readonly group: string | undefined;
  /** How often this client had reconnected when the edit was begun. */
  readonly madeIn: number;
  readonly #at: number;
  readonly #parts = new Map<string, Part>();
  #bytes = 0;
  #size = 0;
  #stored: StoredEdit | undefined;

  constructor(edit: number, group: string | undefined, at: number, madeIn: number, rank = edit) {
    this.edit = edit;
    this.rank = rank;
    this.group = group;
    this.#at = at;
    this.madeIn = madeIn;
  }

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  get bytes(): number {
    return this.#bytes + ENVELOPE;
  }

  get ids(): Iterable<string> {
    return this.#parts.keys();
  }

  changeOf(id: string): Change | undefined {
    return this.#parts.get(id)?.change;
  }

  /** As it is stored; the same object until it changes. */
  get stored(): StoredEdit {
    this.#stored ??= {
      edit: this.edit,
      ...(this.group !== undefined && { group: this.group }),
      changes: Array.from(this.#parts.values(), (part) => part.change),
      at: this.#at,
    };
    return this.#stored;
  }

  /** The same under another number: nothing has been sent under this one. */
  renumbered(edit: number): OpenEdit {
    const same = new OpenEdit(edit, this.group, this.#at, this.madeIn, this.rank);
    same.put(this.#parts);
    return same;
  }

  /**
   * In two: as it was stored before, and what was made since. Undefined where one of them does not fit the objects
   * below any longer.
   */
  split(
    stored: StoredEdit,
    below: (id: string) => Props | undefined,
  ): { first: OpenEdit; since: Part[] } | undefined {
    const first = new OpenEdit(this.edit, this.group, this.#at, this.madeIn, this.rank);
    const since: Part[] = [];
    const earlier = new Map(stored.changes.map((change) => [change.id, change]));
    for (const id of new Set([...earlier.keys(), ...this.#parts.keys()])) {
      const change = earlier.get(id);
      const before = after(below(id), change);
      const now = after(below(id), this.changeOf(id));
      if (before instanceof Conflict || now instanceof Conflict) return undefined;
      if (change) first.put(new Map([[id, partOf(change, sizeOf(before))]]));
      const rest = difference(id, before, now);
      if (rest) since.push(partOf(rest, sizeOf(now)));
    }
    first.#stored = stored;
    return { first, since };
  }

  /** Takes further changes: all of them, or none (false). `below` is each object without this edit. */
  take(parts: readonly Part[], below: (id: string) => Props | undefined, limits: Limits): boolean {
    const next = this.prepared(parts, below, limits);
    return next !== undefined && this.put(next);
  }

  /** What `put` has to put for this edit to take further changes; undefined where they do not fit. */
  prepared(
    parts: readonly Part[],
    below: (id: string) => Props | undefined,
    limits: Limits,
  ): ReadonlyMap<string, Part | undefined> | undefined {
    const next = new Map<string, Part | undefined>();
    for (const part of parts) {
      const { id } = part.change;
      const earlier = next.has(id) ? next.get(id) : this.#parts.get(id);
      const props = below(id);
      const combined = earlier ? fitting(earlier.change, part.change, props) : part.change;
      if (!combined) return undefined;
      const change = effective(combined, props);
      next.set(id, change && (change === part.change ? part : partOf(change, part.size)));
    }
    return this.#isWithin(next, limits) ? next : undefined;
  }

  #isWithin(next: ReadonlyMap<string, Part | undefined>, limits: Limits): boolean {
    let [count, bytes, size] = [this.#parts.size, this.bytes, this.#size];
    for (const [id, part] of next) {
      const last = this.#parts.get(id);
      count += Number(part !== undefined) - Number(last !== undefined);
      bytes += (part?.bytes ?? 0) - (last?.bytes ?? 0);
      size += (part?.size ?? 0) - (last?.size ?? 0);
    }
    const most = this.isEmpty ? limits.frame : Math.min(OPEN_BYTES, limits.frame);
    const isLess = bytes <= this.bytes && count <= this.#parts.size;
    return isLess || (count <= limits.changes && bytes <= most && size <= MOST_REWRITTEN);
  }

  /** Puts what is `prepared`, with nothing in between. */
  put(next: ReadonlyMap<string, Part | undefined>): true {
    for (const [id, part] of next) {
      const last = this.#parts.get(id);
      this.#bytes += (part?.bytes ?? 0) - (last?.bytes ?? 0);
      this.#size += (part?.size ?? 0) - (last?.size ?? 0);
      if (part) this.#parts.set(id, part);
      else this.#parts.delete(id);
    }
    this.#stored = undefined;
    return true;
  }
}

function after(below: Props | undefined, change: Change | undefined): Props | undefined | Conflict {
  return change ? applyChange(below, change) : below;
}

function sizeOf(props: Props | undefined): number {
  return props === undefined ? 0 : storedBytesOf(props);
}

/** Both changes as one; undefined where the earlier one no longer fits the object below, or they do not combine. */
function fitting(earlier: Change, later: Change, below: Props | undefined): Change | undefined {
  return fits(below, earlier) ? combine(earlier, later) : undefined;
}

/** Changes cut into as few edits as they fit into, in their order. */
export function portions(parts: readonly Part[], limits: Limits): Part[][] {
  const cut: Part[][] = [];
  let [bytes, size] = [Infinity, 0];
  for (const part of parts) {
    const last = cut.at(-1);
    const fits = bytes + part.bytes <= limits.frame && size + part.size <= MOST_REWRITTEN;
    if (last && fits && last.length < limits.changes) {
      last.push(part);
      bytes += part.bytes;
      size += part.size;
    } else {
      cut.push([part]);
      bytes = ENVELOPE + part.bytes;
      size = part.size;
    }
  }
  return cut;
}
