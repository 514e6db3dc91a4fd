import type { Props } from '@easel/sdk';

/**
 * Objects that Excalidraw fails to draw, and the search for them. When it fails with all its canvas, nothing tells
 * which of the objects on it is the reason; so one half of those that may be it is left out, and what happens then
 * tells in which half it is; what was left out before stays so until one is found. An object that was found is left
 * out as long as it is as it was then.
 */
export class Culprits {
  readonly #found = new WeakSet<Props>();
  #suspects: readonly string[] = [];
  /** The only one that is left, on the canvas once more: what failed may have been something else. */
  #tried: string | undefined;
  #hidden: ReadonlySet<string> = new Set();

  /** Whether the object, as it is, is left out. */
  has(id: string, props: Props): boolean {
    return this.#hidden.has(id) || this.#found.has(props);
  }

  /** Whether it is known that the object, as it is, cannot be drawn. */
  isFound(props: Props): boolean {
    return this.#found.has(props);
  }

  add(props: Props): void {
    this.#found.add(props);
  }

  get isSearching(): boolean {
    return this.#suspects.length > 0;
  }

  /**
   * Drawing failed with these objects on the canvas.
   *
   * @param objects what was shown, by id
   * @param drawn the ids of those that were drawn last: the first suspects
   */
  failed(objects: ReadonlyMap<string, Props>, drawn: ReadonlySet<string>): void {
    if (this.#tried !== undefined && objects.has(this.#tried)) {
      this.#found.add(objects.get(this.#tried) as Props);
      this.#end();
      return;
    }
    const [shown, known] = [[...objects.keys()], new Set(this.#suspects)];
    const left = this.isSearching ? shown.filter((id) => known.has(id)) : [];
    this.#suspects = left.length > 0 ? left : shown;
    const first = this.#suspects.filter((id) => drawn.has(id));
    this.#narrow(left.length === 0 && first.length < this.#suspects.length ? first : []);
  }

  /** Drawing went well for a while: the reason is among what was left out. Returns what is to be drawn again. */
  calm(): ReadonlySet<string> {
    const before = this.#hidden;
    if (this.#tried !== undefined) {
      this.#end();
    } else if (this.isSearching) {
      this.#suspects = this.#suspects.filter((id) => before.has(id));
      const suspects = new Set(this.#suspects);
      this.#hidden = new Set([...before].filter((id) => !suspects.has(id)));
      this.#narrow([]);
    }
    return before;
  }

  /** Leaves out the first of the suspects, or one half of them, too; the only one is tried. */
  #narrow(first: readonly string[]): void {
    if (this.#suspects.length === 1) {
      this.#tried = this.#suspects[0];
      return;
    }
    const half = this.#suspects.slice(Math.ceil(this.#suspects.length / 2));
    this.#hidden = new Set([...this.#hidden, ...(first.length > 0 ? first : half)]);
  }

  #end(): void {
    this.#suspects = [];
    this.#hidden = new Set();
    this.#tried = undefined;
  }
}
