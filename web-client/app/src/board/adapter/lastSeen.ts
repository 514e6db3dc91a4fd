import type { Change, Props } from '@easel/sdk';
import { type Element, isUnborn, type Read, read } from './element.ts';
import { type Known, type Look, Parts } from './parts.ts';

interface Snapshot {
  readonly version: number;
  readonly nonce: number;
  /** Undefined once the element is deleted. */
  readonly props: Props | undefined;
}

export interface Found {
  readonly changes: readonly Change[];
  /** Ids of elements that the person changed, and whose objects others have deleted. */
  readonly orphans: readonly string[];
  /** Ids of objects that are other than what the canvas shows: it was cleaned, or is several objects. */
  readonly redraw: readonly string[];
  /** Ids that were on the canvas and are gone from it without having been deleted. */
  readonly lost: readonly string[];
}

/**
 * Every element as it was last seen on the canvas. Excalidraw changes elements in place and raises their versions; so
 * a look at the whole canvas compares versions, and only elements that changed are compared in depth. Most elements are
 * the same objects at the same places as at the last look: of those nothing is looked up.
 */
export class LastSeen {
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #parts = new Parts();
  /** The last look: the elements in their order, and their versions. */
  readonly #looked: Element[] = [];
  readonly #versions: number[] = [];
  readonly #nonces: number[] = [];
  /** How many snapshots there were after it. */
  #known = 0;
  #gone = 0;

  /** How many elements were deleted and are on the canvas still. */
  get gone(): number {
    return this.#gone;
  }

  /** What the person changed since the last look. */
  changes(elements: readonly Element[], known: Known): Found {
    const changes: Change[] = [];
    const orphans: string[] = [];
    const redraw: string[] = [];
    let isMoved = elements.length !== this.#looked.length || this.#snapshots.size !== this.#known;
    const onCanvas = (id: string) => elements.find((element) => element.id === id && !element.isDeleted);
    const shapeOf = (id: string) => (onCanvas(id) as Props | undefined) ?? known.objects.get(id);
    const look = { ...known, shapeOf };
    for (let at = 0; at < elements.length; at++) {
      const element = elements[at] as Element;
      if (this.#isAsLooked(element, at)) continue;
      isMoved ||= this.#looked[at]?.id !== element.id;
      this.#note(element, at);
      const snapshot = this.#snapshots.get(element.id);
      if (snapshot?.version === element.version && snapshot.nonce === element.versionNonce) continue;
      const now = read(element, snapshot?.props);
      if (this.#isOrphan(element, snapshot, now, known)) orphans.push(element.id);
      else for (const change of this.#change(element, snapshot, now, look)) changes.push(change);
      if (!now.isClean) redraw.push(element.id);
    }
    for (const list of [this.#looked, this.#versions, this.#nonces]) list.length = elements.length;
    for (const { id } of changes) if (this.wholeOf(id) !== id) redraw.push(id, this.wholeOf(id));
    const lost = isMoved ? this.#lost(elements) : [];
    this.#known = this.#snapshots.size;
    return { changes, orphans, redraw, lost };
  }

  /** Whether something on the canvas is another than at the last look. */
  isBehind(elements: readonly Element[]): boolean {
    return (
      elements.length !== this.#looked.length ||
      !elements.every((element, at) => this.#isAsLooked(element, at))
    );
  }

  /** Puts an element back into the project, as it was last seen. */
  revived(id: string, known: Known): readonly Change[] {
    const props = this.props(id);
    if (props === undefined) return [];
    const shapeOf = (shape: string) => this.props(shape) ?? known.objects.get(shape);
    return this.#parts.changes(id, undefined, props, { ...known, shapeOf });
  }

  /**
   * Takes as seen what was drawn from the project, and the indices that Excalidraw put in order on the way. An element
   * that the person has just begun, and that is not in the project yet, is left out: it is still to be found. What is
   * in the project is what a server takes.
   */
  refresh(
    elements: readonly Element[],
    drawn: ReadonlyMap<string, unknown>,
    objects: ReadonlyMap<string, Props>,
  ): void {
    for (const id of drawn.keys()) this.#parts.drawn(id);
    for (let at = 0; at < elements.length; at++) {
      const element = elements[at] as Element;
      if (this.#isAsLooked(element, at)) continue;
      const snapshot = this.#snapshots.get(element.id);
      if (snapshot === undefined && !drawn.has(element.id)) continue;
      if (snapshot?.version !== element.version || snapshot.nonce !== element.versionNonce)
        this.#see(element, read(element, objects.get(element.id) ?? snapshot?.props));
    }
  }

  props(id: string): Props | undefined {
    return this.#snapshots.get(id)?.props;
  }

  /** Whether the element is in the project, with all its parts. */
  isThere(id: string, { objects }: Known): boolean {
    return this.#parts.partsOf(id).every((part) => objects.has(part));
  }

  /** The element that shows the object on the canvas. */
  wholeOf(id: string): string {
    return this.#parts.wholeOf(id);
  }

  /** Whether it is the same object at the same place as at the last look, and has not changed since. */
  #isAsLooked(element: Element, at: number): boolean {
    return (
      this.#looked[at] === element &&
      this.#versions[at] === element.version &&
      this.#nonces[at] === element.versionNonce
    );
  }

  #note(element: Element, at: number): void {
    this.#looked[at] = element;
    this.#versions[at] = element.version;
    this.#nonces[at] = element.versionNonce;
  }

  /** Deleted by somebody else while it was on the canvas here, and changed. */
  #isOrphan(element: Element, snapshot: Snapshot | undefined, now: Read, known: Known): boolean {
    if (element.isDeleted || snapshot?.props === undefined || this.isThere(element.id, known)) return false;
    this.#see(element, now);
    return true;
  }

  #change(element: Element, snapshot: Snapshot | undefined, now: Read, look: Look): readonly Change[] {
    const { id } = element;
    if (element.isDeleted) {
      if (snapshot !== undefined) this.#see(element, now);
      return snapshot?.props ? this.#deletions(id) : [];
    }
    const before = snapshot?.props;
    if (before === undefined && isUnborn(element)) return [];
    return this.#parts.changes(id, before, this.#see(element, now), look);
  }

  #deletions(id: string): readonly Change[] {
    const parts = this.#parts.partsOf(id);
    this.#parts.drawn(id);
    return parts.map((part) => ({ op: 'delete', id: part }));
  }

  #see(element: Element, { props }: Read): Props {
    const last = this.#snapshots.get(element.id);
    this.#gone += Number(element.isDeleted) - Number(last !== undefined && last.props === undefined);
    this.#snapshots.set(element.id, {
      version: element.version,
      nonce: element.versionNonce,
      props: element.isDeleted ? undefined : props,
    });
    return props;
  }

  #lost(elements: readonly Element[]): readonly string[] {
    let count = 0;
    for (const { id } of elements) if (this.#snapshots.has(id)) count++;
    if (count === this.#snapshots.size) return [];
    const here = new Set(elements.map((element) => element.id));
    const gone = [...this.#snapshots].filter(([id]) => !here.has(id));
    for (const [id] of gone) this.#snapshots.delete(id);
    const lost = gone.filter(([, snapshot]) => snapshot.props !== undefined);
    this.#gone -= gone.length - lost.length;
    return lost.flatMap(([id]) => {
      const parts = this.#parts.partsOf(id);
      this.#parts.drawn(id);
      return parts;
    });
  }
}
