import type { Overlay } from '../canvas/canvasView.ts';
import type { LeftEdit } from '../outbox/index.ts';
import type { Change, Json } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';

const NONE: readonly never[] = [];

/**
 * What older page loads of this browser left, and this or another tab delivers: it is shown until the server's copy
 * holds it, so that nothing a person has made is out of sight meanwhile. Below what this page load makes. Pure.
 */
export class EarlierEdits implements Overlay {
  #left: readonly LeftEdit[] = [];
  /** Those of them that the store has. */
  #stored: ReadonlySet<string> = new Set();
  /** Their changes, by object. */
  readonly #changes = new Map<string, Change[]>();
  /** As which events the server has taken them. */
  readonly #seqs = new Map<string, number>();
  /** The last event that is in the server's copy. */
  #copied = 0;
  #areAwaited = false;
  #areKnown = false;

  /**
   * These are left, in the order in which they are delivered. Returns the objects that may look different.
   *
   * @param isLive whether the copy follows the server's events
   */
  show(left: readonly LeftEdit[], isLive: boolean): Set<string> {
    this.#areKnown = true;
    const before = this.#left;
    this.#stored = new Set(left.map(keyOf));
    // What is out of the store is durable, and perhaps not in the copy yet. Of what another tab has delivered it is not
    // known as which event: then the next sync brings it.
    const underWay = this.#left.filter(
      (one) => !this.#stored.has(keyOf(one)) && (this.#seqs.has(keyOf(one)) || !isLive),
    );
    this.#left = [...underWay, ...left].filter((one) => !this.#isCopied(one));
    this.#index();
    return idsOf([...before, ...this.#left]);
  }

  /** Whether it was ever told what is left. */
  get areKnown(): boolean {
    return this.#areKnown;
  }

  /** Whether what was made since waits until these have been offered to the server. */
  get areAwaited(): boolean {
    return this.#areAwaited;
  }

  await(): void {
    this.#areAwaited = true;
  }

  goOn(): void {
    this.#areAwaited = false;
  }

  /** The server has taken it, as this event. */
  applied(client: string, edit: number, seq: number): void {
    this.#seqs.set(`${client} ${edit}`, seq);
  }

  /** The server's copy holds the events up to this one. Returns the objects that may look different. */
  copied(seq: number): Set<string> {
    this.#copied = seq;
    return this.#drop((one) => this.#isCopied(one));
  }

  /** A sync has brought the copy to this event. Returns the objects that may look different. */
  synced(seq: number): Set<string> {
    this.#copied = seq;
    return this.#drop(
      (one) => this.#isCopied(one) || !(this.#stored.has(keyOf(one)) || this.#seqs.has(keyOf(one))),
    );
  }

  #drop(isGone: (one: LeftEdit) => boolean): Set<string> {
    const gone = this.#left.filter(isGone);
    if (gone.length === 0) return new Set();
    this.#left = this.#left.filter((one) => !isGone(one));
    this.#index();
    return idsOf(gone);
  }

  /** Whether it is one of these: events tell their authors by other names. */
  has(edit: number, changes: readonly Change[]): boolean {
    return this.#left.some(
      (one) => one.edit.edit === edit && equal(asJson(one.edit.changes), asJson(changes)),
    );
  }

  ids(): Iterable<string> {
    return this.#changes.keys();
  }

  changesOf(id: string): readonly Change[] {
    return this.#changes.get(id) ?? NONE;
  }

  #index(): void {
    this.#changes.clear();
    for (const change of this.#left.flatMap(({ edit }) => edit.changes)) {
      const changes = this.#changes.get(change.id);
      if (changes === undefined) this.#changes.set(change.id, [change]);
      else changes.push(change);
    }
  }

  #isCopied(one: LeftEdit): boolean {
    const seq = this.#seqs.get(keyOf(one));
    return seq !== undefined && seq <= this.#copied;
  }
}

/** Two layers of changes, the first below the second. */
export function layers(below: Overlay, above: Overlay): Overlay {
  return {
    changesOf(id, upTo) {
      const [first, second] = [below.changesOf(id, upTo), above.changesOf(id, upTo)];
      return first.length === 0 ? second : [...first, ...second];
    },
    *ids() {
      yield* below.ids();
      yield* above.ids();
    },
  };
}

function asJson(changes: readonly Change[]): Json {
  return changes as unknown as Json;
}

function keyOf({ client, edit }: LeftEdit): string {
  return `${client} ${edit.edit}`;
}

function idsOf(left: readonly LeftEdit[]): Set<string> {
  return new Set(left.flatMap(({ edit }) => edit.changes.map(({ id }) => id)));
}
