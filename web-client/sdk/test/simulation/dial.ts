import type { Change, Json, Props } from '../../src/index.ts';
import type { Random } from './random.ts';

/**
 * An object that one page load alone turns, forth and back. Once a state was called saved, no earlier one may come
 * back: not by a record of it that stayed in the browser, either.
 */
export class Dial {
  readonly id: string;
  /** What it was turned to, in order. A value comes twice only where the person turned back to it. */
  readonly #states: number[] = [];
  #fresh = 0;
  /** The state that was called saved, and the one that must not be missing, unless the person was told. */
  #saved = -1;
  #promised = -1;

  constructor(client: string) {
    this.id = `dial-${client.slice(0, 8)}`;
  }

  turn(objects: ReadonlyMap<string, Props>): Change {
    return this.#to(++this.#fresh, objects);
  }

  /** To where it was before; undefined before it has been turned twice. */
  turnBack(objects: ReadonlyMap<string, Props>): Change | undefined {
    const last = this.#states.at(-2);
    return last === undefined ? undefined : this.#to(last, objects);
  }

  #to(value: number, objects: ReadonlyMap<string, Props>): Change {
    this.#states.push(value);
    return objects.has(this.id)
      ? { op: 'patch', id: this.id, set: { value } }
      : { op: 'put', id: this.id, props: { value } };
  }

  wasSaved(): void {
    this.#saved = this.#states.length - 1;
    this.promise();
  }

  promise(): void {
    this.#promised = this.#states.length - 1;
  }

  /** The values it may have in the end; undefined: it may be missing. */
  allowed(end: 'alive' | 'gone', isTold: boolean): readonly (Json | undefined)[] {
    if (end === 'alive') return [this.#states.at(-1)];
    const first = isTold ? this.#saved : this.#promised;
    return first < 0 ? [undefined, ...this.#states] : this.#states.slice(first);
  }

  /** With a change of another object, in one edit, which may be refused for that one. */
  static with(change: Change, random: Random, shared: readonly string[]): Change[] {
    const other: Change = { op: 'patch', id: random.pick(shared), set: { x: random.below(1e6) } };
    return random.chance(0.5) ? [change, other] : [change];
  }
}
