import type { Props } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';
import type { Entry, Step } from './entry.ts';
import { type Amendments, foldStep, keepOnly } from './fold.ts';
import { extend, namesOf, replaced } from './step.ts';

/** An object's state; `undefined`: there is no such object. */
export interface ObjectState {
  readonly id: string;
  readonly props: Props | undefined;
}

/** Own changes that will be one entry: for each object and property the value before the first and after the last. */
export class Batch {
  readonly #steps = new Map<string, Step>();
  /** Objects that are being changed, with what they were, until the result is reported. */
  readonly #begun = new Map<string, Props | undefined>();

  get empty(): boolean {
    return this.#steps.size === 0 && this.#begun.size === 0;
  }

  begin(id: string, before: Props | undefined): void {
    if (!this.#begun.has(id)) this.#begun.set(id, before);
  }

  /** The result of a change. A change that was not begun was made by others and does not count. */
  end({ id, props }: ObjectState): void {
    if (!this.#begun.has(id)) return;
    const step = extend(this.#steps.get(id), id, this.#begun.get(id), props);
    this.#begun.delete(id);
    if (step === undefined) this.#steps.delete(id);
    else this.#steps.set(id, step);
  }

  /** Ends all that is begun, with the objects as they are now. */
  endAll(objectOf: (id: string) => Props | undefined): void {
    for (const id of [...this.#begun.keys()]) this.end({ id, props: objectOf(id) });
  }

  /** Takes in the amendments of properties that it changed, as `fold` does, and returns the rest. */
  fold(amendments: Amendments): Amendments {
    const rest = new Map(amendments);
    for (const amendment of amendments.values()) this.#foldBegun(amendment, rest);
    for (const id of amendments.keys()) {
      const step = this.#steps.get(id);
      if (step === undefined) continue;
      const [folded] = foldStep(step, rest);
      if (folded === undefined) this.#steps.delete(id);
      else this.#steps.set(id, folded);
    }
    return rest;
  }

  /** An object that is being changed counts as amended from the start; the result of its change is reported later. */
  #foldBegun(amendment: Step, rest: Map<string, Step>): void {
    const { id, before: from = {}, after: to = {} } = amendment;
    if (!this.#begun.has(id)) return;
    const begun = this.#begun.get(id);
    const names = namesOf(from, to);
    const untouched = begun ? names.filter((name) => equal(own(begun, name), own(from, name))) : [];
    if (begun) this.#begun.set(id, replaced(begun, untouched, to));
    keepOnly(rest, amendment, untouched);
  }

  /** Empties the batch and returns what it held. */
  take(): Entry {
    const entry = [...this.#steps.values()];
    this.clear();
    return entry;
  }

  clear(): void {
    this.#steps.clear();
    this.#begun.clear();
  }
}
