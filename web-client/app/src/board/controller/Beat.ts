/** As often as edits are sent while something is drawn, in milliseconds. */
const BEAT_MS = 33;

/**
 * Looks at a gesture as often as it is sent, and not at each of its movements: a look at a large selection takes time.
 */
export class Beat {
  readonly #look: () => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(look: () => void, now: () => number = () => performance.now()) {
    this.#look = look;
    this.#now = now;
  }

  /** Something may have changed: it is looked at now where no gesture goes on, or on the next beat. */
  changed(isGesture: boolean): void {
    const wait = isGesture ? this.#last + BEAT_MS - this.#now() : 0;
    if (wait <= 0) this.#beat();
    else this.#timer ??= setTimeout(() => this.#beat(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    this.stop();
    this.#last = this.#now();
    this.#look();
  }
}
