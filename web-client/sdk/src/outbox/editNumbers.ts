/** Numbers left out at a time, at most. */
const MOST_SKIPPED = 2 ** 32;

/** The numbers that a client gives to its edits: upwards, each once (E3). */
export class EditNumbers {
  #next = 1;
  #skip = 1;

  /** The one that is given next. */
  get next(): number {
    return this.#next;
  }

  take(): number {
    return this.#next++;
  }

  /** Somebody else has used numbers of this client up (E15): leaves out more each time, to get past all of them. */
  skip(): void {
    this.#next += this.#skip;
    this.#skip = Math.min(2 * this.#skip, MOST_SKIPPED);
  }
}
