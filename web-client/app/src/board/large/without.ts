interface Known {
  readonly id: string;
}

/** A map as it is now and will be, without some ids: of 50,000 elements none is copied for the one that is left out. */
export class Without<T extends Known> extends Map<string, T> {
  readonly #all: ReadonlyMap<string, T>;
  readonly #left: ReadonlySet<string>;

  constructor(all: ReadonlyMap<string, T>, left: Iterable<string>) {
    super();
    this.#all = all;
    this.#left = new Set(left);
  }

  override get(id: string): T | undefined {
    return this.#left.has(id) ? undefined : this.#all.get(id);
  }

  override has(id: string): boolean {
    return !this.#left.has(id) && this.#all.has(id);
  }

  override get size(): number {
    let left = 0;
    for (const id of this.#left) left += Number(this.#all.has(id));
    return this.#all.size - left;
  }

  override *entries(): MapIterator<[string, T]> {
    for (const entry of this.#all) if (!this.#left.has(entry[0])) yield entry;
  }

  override *keys(): MapIterator<string> {
    for (const [id] of this.entries()) yield id;
  }

  override *values(): MapIterator<T> {
    for (const [, element] of this.entries()) yield element;
  }

  override [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  override forEach(callback: (element: T, id: string, map: Map<string, T>) => void): void {
    for (const [id, element] of this.entries()) callback(element, id, this);
  }
}
