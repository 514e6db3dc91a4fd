import type { Element } from './element.ts';

/** Where elements are on the canvas, by id: found once, and again when they are somewhere else. */
export class Places {
  readonly #at = new Map<string, number>();
  /** The elements as of when all places were found. */
  #elements: readonly Element[] = [];
  /**
   * Whether some have keys that were made distinct from equal ones: these follow from what is stored of others, and may
   * be other ones whenever an element comes or goes.
   */
  hasCopies = false;

  /** The place of an element among these; undefined where it is not there. */
  of(id: string, elements: readonly Element[]): number | undefined {
    const at = this.#at.get(id);
    if (at !== undefined && elements[at]?.id === id) return at;
    if (at === undefined && this.#elements === elements) return undefined;
    if (!this.#isLonger(elements)) this.#at.clear();
    for (let place = this.#at.size; place < elements.length; place++)
      this.#at.set((elements[place] as Element).id, place);
    this.#elements = elements;
    return this.#at.get(id);
  }

  /** Whether these are the elements of last time, of which some may be others with their ids, and more above them. */
  #isLonger(elements: readonly Element[]): boolean {
    return (
      this.#at.size === this.#elements.length &&
      this.#elements.every((last, at) => last === elements[at] || last.id === elements[at]?.id)
    );
  }
}
