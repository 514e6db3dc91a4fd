/** A picture is made when nobody has changed anything for so long, in milliseconds. */
export const PAUSE_MS = 10_000;
/** The least time between two pictures, in milliseconds. */
export const APART_MS = 60_000;

export interface PictureOptions {
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
  /** Whether nobody else is on the board. */
  readonly isAlone: () => boolean;
  /** Whether the person may change the board. */
  readonly isAble: () => boolean;
  /** Makes a picture of what the board is now, and stores it. */
  readonly make: () => Promise<void>;
}

/**
 * Decides when this window makes the picture that lists show of the board. Of several people it is the one who drew
 * last, so that one of them does it without asking the others; and whoever leaves and has drawn since.
 */
export class PictureKeeper {
  readonly #options: PictureOptions;
  #timer: number | undefined;
  #madeAt: number;
  /** Whose the last change was; undefined: there was none since the last picture. */
  #last: 'own' | 'other' | undefined;
  #hasDrawn = false;

  constructor(options: PictureOptions) {
    this.#options = options;
    this.#madeAt = options.now() - APART_MS;
  }

  changed(by: 'own' | 'other'): void {
    const { now, later } = this.#options;
    this.#last = by;
    if (by === 'own') this.#hasDrawn = true;
    this.#stop();
    this.#timer = later(this.#rest, Math.max(PAUSE_MS, this.#madeAt + APART_MS - now()));
  }

  /** The person leaves the board, or looks at another page. */
  left(): void {
    if (this.#last !== undefined && this.#hasDrawn) this.#make();
  }

  close(): void {
    this.left();
    this.#stop();
  }

  readonly #rest = (): void => {
    this.#timer = undefined;
    if (this.#last === 'own' || (this.#last === 'other' && this.#options.isAlone())) this.#make();
  };

  #make(): void {
    this.#stop();
    if (!this.#options.isAble()) return;
    this.#last = undefined;
    this.#hasDrawn = false;
    this.#madeAt = this.#options.now();
    // Without a picture the list shows the one before; the next change makes another.
    this.#options.make().catch(() => undefined);
  }

  #stop(): void {
    if (this.#timer !== undefined) this.#options.cancel(this.#timer);
    this.#timer = undefined;
  }
}
