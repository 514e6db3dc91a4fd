/** As often as edits are sent while something is drawn, in milliseconds. */
const BEAT_MS = 33;
/**
 * A look that takes long is repeated less often, so that looks have no more than a tenth of the time: the person sees
 * their own gesture in the frames between them.
 */
const LEAST_REST = 9;
/** Where looks are this far apart, in milliseconds, what others do waits for them, too. */
const SLOW_MS = 200;
/** From one look to the next at most, in milliseconds. */
const LONGEST_MS = 1_000;

/**
 * Looks at a gesture as often as it is sent, and not at each of its movements: a look at a large selection takes time.
 */
export class Beat {
  readonly #look: () => void;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the next look is due while a gesture goes on. */
  #next = Number.NEGATIVE_INFINITY;
  /** Whether the last look took so long that the next one is much later. */
  #isSlow = false;
  /** What others have done, shown with the next look. */
  #shows: (() => void)[] = [];

  constructor(look: () => void, now: () => number = () => performance.now()) {
    this.#look = look;
    this.#now = now;
  }

  /** Something may have changed: it is looked at now where no gesture goes on, or on the next beat. */
  changed(isGesture: boolean): void {
    const wait = isGesture ? this.#next - this.#now() : 0;
    if (wait <= 0) this.#beat();
    else this.#wait();
  }

  /**
   * Shows what others have done, in the next frame; or with the next look, right after it, where a gesture goes on at
   * which a look takes long: what the person does is looked at before, always.
   */
  show(show: () => void, isGesture: boolean): void {
    if (!isGesture || !this.#isSlow) {
      requestAnimationFrame(show);
      return;
    }
    this.#shows.push(show);
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    [this.#timer, this.#shows] = [undefined, []];
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => this.#beat(), Math.max(0, this.#next - this.#now()));
  }

  #beat(): void {
    clearTimeout(this.#timer);
    const began = this.#now();
    // What the look itself asks for is not due at once.
    [this.#timer, this.#next] = [undefined, began + LONGEST_MS];
    try {
      this.#look();
    } finally {
      const rest = (this.#now() - began) * (1 + LEAST_REST);
      this.#isSlow = rest > SLOW_MS;
      this.#next = began + Math.min(LONGEST_MS, Math.max(BEAT_MS, rest));
      if (this.#timer !== undefined) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#wait();
      }
      // What these ask for comes with the next look.
      for (const show of this.#shows.splice(0)) show();
    }
  }
}
