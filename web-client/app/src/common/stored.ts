import { base } from './base.ts';

/** A small value kept in this browser for all its tabs. Where storage is refused, it lives as long as the page. */
export class Stored<T> {
  readonly #key: string;
  readonly #check: (value: unknown) => T;
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(key: string, check: (value: unknown) => T) {
    this.#key = `easel:${base === '/' ? '' : base}${key}`;
    this.#check = check;
    this.#value = check(read(this.#key));
    globalThis.addEventListener?.('storage', (event) => {
      if (event.key === this.#key) this.#take(check(read(this.#key)));
    });
  }

  readonly get = (): T => this.#value;

  set(value: T): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // A private window or a full disk: the value is kept for this page.
    }
    this.#take(this.#check(value));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #take(value: T): void {
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
