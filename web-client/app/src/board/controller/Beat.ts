/** As often as edits are sent while something is drawn, in milliseconds. */
const BEAT_MS = 33;
/**
 * A look that takes long is repeated less often, so that looks have no more than a tenth of the time: the person sees
 * their own gesture in the frames between them.
 */
const LEAST_REST = 9;
/** Where looks are this far apart, in milliseconds, what others do waits for them, too. */
const SLOW_MS = 200;
/** From one look to the next at most, in milliseconds, but that all of what was seen is told before. */
const LONGEST_MS = 1_000;
/** So long what was seen is told in one frame, in milliseconds; what is left is told in the next ones. */
const TELLING_MS = 8;
/** Where it goes on for long, a frame tells for this part of the time since the look, so that it comes to an end. */
const TELLING_PART = 1 / 20;

export interface Looks {
  /** Looks at what the person has done. Returns whether something is left to tell: only where it may be in parts. */
  readonly look: (isInParts: boolean) => boolean;
  /** Tells some of what is left. Returns whether there is more. */
  readonly tellMore: () => boolean;
}

/**
 * Looks at a gesture as often as it is sent, and not at each of its movements: a look at a large selection takes time.
 * What it has seen is told bit by bit, in the frames that follow.
 */
export class Beat {
  readonly #looks: Looks;
  readonly #now: () => number;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the next look is due while a gesture goes on. */
  #next = Number.NEGATIVE_INFINITY;
  /** Whether the last look took so long that the next one is much later. */
  #isSlow = false;
  /** What others have done, shown with the next look. */
  #shows: (() => void)[] = [];

  constructor(looks: Looks, now: () => number = () => performance.now()) {
    this.#looks = looks;
    this.#now = now;
  }

  /** Something may have changed: it is looked at now where no gesture goes on, or on the next beat. */
  changed(isGesture: boolean): void {
    const wait = isGesture ? this.#next - this.#now() : 0;
    if (wait <= 0) this.#beat(isGesture);
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
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    [this.#timer, this.#frame, this.#shows] = [undefined, undefined, []];
  }

  #wait(): void {
    const ms = Math.max(0, this.#next - this.#now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#next > this.#now()) this.#wait();
      else this.#beat(true);
    }, ms);
  }

  #beat(isGesture: boolean): void {
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    const began = this.#now();
    // What the look itself asks for is not due at once.
    [this.#timer, this.#frame, this.#next] = [undefined, undefined, began + LONGEST_MS];
    let isMore = false;
    try {
      isMore = this.#looks.look(isGesture);
    } finally {
      const ms = this.#now() - began;
      if (isMore) this.#tell(began, ms);
      else this.#rest(began, ms);
      // What these ask for comes with the next look.
      for (const show of this.#shows.splice(0)) show();
    }
  }

  /** @param ms how long this look has taken so far */
  #tell(began: number, ms: number): void {
    this.#isSlow = true;
    this.#frame = requestAnimationFrame(() => {
      const from = this.#now();
      const longest = Math.max(TELLING_MS, (from - began) * TELLING_PART);
      let isMore = true;
      while (isMore && this.#now() - from < longest) isMore = this.#looks.tellMore();
      const all = ms + this.#now() - from;
      if (isMore) {
        // The next look would tell all that is left at once. It comes so late only where there are no more frames.
        this.#next = this.#now() + LONGEST_MS;
        this.#tell(began, all);
      } else this.#rest(began, all);
    });
  }

  /** A look has been told, all of it: tells when the next one is due. */
  #rest(began: number, ms: number): void {
    const rest = ms * (1 + LEAST_REST);
    this.#isSlow = rest > SLOW_MS;
    this.#next = began + Math.min(LONGEST_MS, Math.max(BEAT_MS, rest));
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wait();
  }
}
