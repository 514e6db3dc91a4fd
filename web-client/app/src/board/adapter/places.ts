import type { Element } from './element.ts';

/** Where elements are on the canvas, by id: found once, and again when they are somewhere else. */
export class Places {
  readonly #at = new Map<string, number>();
  /** The elements as of when all places were found. */
  #elements: readonly Element[] = [];

  /** The place of an element among these; undefined where it is not there. */
  of(id: string, elements: readonly Element[]): number | undefined {
    const at = this.#at.get(id);
    if (at !== undefined && elements[at]?.id === id) return at;
    if (at === undefined && this.#elements === elements) return undefined;
    this.#at.clear();
    for (const [place, element] of elements.entries()) this.#at.set(element.id, place);
    this.#elements = elements;
    return this.#at.get(id);
  }
}
