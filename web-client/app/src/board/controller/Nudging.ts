import { isWriting } from '../../common/keys.ts';

/** Without an arrow key for this long, a series of them is over, in milliseconds. */
const PAUSE_MS = 1_000;

/** Whether the selection is being moved by arrow keys: a series of them is one step of undo. */
export class Nudging {
  readonly #ended: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ended a series is over; called before anything else happens on the canvas */
  constructor(ended: () => void) {
    this.#ended = ended;
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  /** A key went down. Called before Excalidraw gets it. */
  key({ key, target }: Pick<KeyboardEvent, 'key' | 'target'>): void {
    if (/^(Shift|Control|Alt|Meta)$/.test(key)) return;
    if (!key.startsWith('Arrow') || isWriting(target)) {
      this.end();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), PAUSE_MS);
  }

  end(): void {
    if (!this.isOn) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#ended();
  }
}
