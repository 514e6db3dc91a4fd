const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

type Timer = ReturnType<typeof setTimeout>;

/**
 * Tries things until they work: at once, after a second, two, four … thirty, and when the connection is back. What is
 * under way when it closes is not tried again.
 */
export class Retry {
  readonly #waiting = new Map<Timer, () => void>();
  readonly #network: EventTarget;
  #closed = false;

  /** Tries everything that waits now. */
  readonly now = (): void => {
    for (const [timer, again] of [...this.#waiting]) {
      clearTimeout(timer);
      this.#waiting.delete(timer);
      again();
    }
  };

  /** `network` tells `online`. */
  constructor(network: EventTarget = window) {
    this.#network = network;
    network.addEventListener('online', this.now);
  }

  run(act: () => Promise<void>, delay = FIRST_MS): void {
    if (this.#closed) return;
    act().catch(() => {
      if (!this.#closed) this.#later(act, delay);
    });
  }

  close(): void {
    this.#closed = true;
    this.#network.removeEventListener('online', this.now);
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #later(act: () => Promise<void>, delay: number): void {
    const again = () => this.run(act, Math.min(delay * 2, LONGEST_MS));
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      again();
    }, delay);
    this.#waiting.set(timer, again);
  }
}
