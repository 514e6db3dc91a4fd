import { changingListed, forget } from './onceATask.ts';

interface Known {
  readonly id: string;
  readonly type: string;
}

/** Gestures whose elements are watched: a second finger may begin another one before the first has ended. */
const MOST_WATCHED = 2;

const watched: WeakRef<Originals<Known>>[] = [];

/**
 * The elements of a board as they were when a pointer went down. Excalidraw copies all of them then, and needs those
 * that the gesture is about; here each is copied before it is changed for the first time, or when it is asked for.
 */
export class Originals<T extends Known> extends Map<string, T> {
  /** All elements, as long as no id has been asked for; later by id. */
  #elements: readonly T[];
  #byId: Map<string, T> | undefined;
  readonly #copy: (element: T) => T;

  constructor(elements: readonly T[], copy: (element: T) => T) {
    super();
    this.#elements = elements;
    this.#copy = copy;
    watched.unshift(new WeakRef(this as unknown as Originals<Known>));
    watched.length = Math.min(watched.length, MOST_WATCHED);
  }

  /** This element is about to be changed in place. */
  changing(element: T): void {
    if (!super.has(element.id) && this.#known().get(element.id) === element) this.get(element.id);
  }

  override get(id: string): T | undefined {
    const copy = super.get(id);
    if (copy !== undefined) return copy;
    const element = this.#known().get(id);
    if (element === undefined) return undefined;
    const made = this.#copy(element);
    this.set(id, made);
    return made;
  }

  override has(id: string): boolean {
    return super.has(id) || this.#known().has(id);
  }

  /** Those whose ids are selected. */
  selected({ selectedElementIds }: { readonly selectedElementIds: { readonly [id: string]: boolean } }): T[] {
    return Object.keys(selectedElementIds).flatMap((id) => (selectedElementIds[id] && this.get(id)) || []);
  }

  override get size(): number {
    return this.#all().size;
  }

  override values() {
    return this.#all().values();
  }

  override keys() {
    return this.#all().keys();
  }

  override entries() {
    return this.#all().entries();
  }

  override [Symbol.iterator]() {
    return this.entries();
  }

  override forEach(callback: (element: T, id: string, map: Map<string, T>) => void): void {
    for (const [id, element] of this.#all()) callback(element, id, this);
  }

  #all(): Map<string, T> {
    const known = this.#known();
    const all = new Map(Array.from(known.keys(), (id) => [id, this.get(id) as T]));
    for (const [id, element] of super.entries()) all.set(id, element);
    return all;
  }

  #known(): ReadonlyMap<string, T> {
    this.#byId ??= new Map(this.#elements.map((element) => [element.id, element]));
    this.#elements = [];
    return this.#byId;
  }
}

/** This element is about to be changed in place, by whatever. */
export function changing(element: Known): void {
  for (const originals of watched) originals.deref()?.changing(element);
  forget();
  changingListed(element);
}
