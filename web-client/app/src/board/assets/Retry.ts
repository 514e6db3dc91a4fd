const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Tries things until they work: at once, after a second, two, four … thirty, and when the connection is back. */
export class Retry {
  readonly #waiting = new Map<number, () => void>();
  readonly #online = () => {
    for (const [timer, again] of [...this.#waiting]) {
      clearTimeout(timer);
      this.#waiting.delete(timer);
      again();
    }
  };

  constructor() {
    window.addEventListener('online', this.#online);
  }

  run(act: () => Promise<void>, delay = FIRST_MS): void {
    act().catch(() => {
      const again = () => this.run(act, Math.min(delay * 2, LONGEST_MS));
      const timer = window.setTimeout(() => {
        this.#waiting.delete(timer);
        again();
      }, delay);
      this.#waiting.set(timer, again);
    });
  }

  close(): void {
    window.removeEventListener('online', this.#online);
    for (const timer of this.#waiting.keys()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
