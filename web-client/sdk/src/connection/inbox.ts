import type { Inflate } from './inflate.ts';

export interface InboxEvents {
  received(text: string): void;
  /** A binary frame could not be inflated; nothing follows. */
  failed(): void;
}

/**
 * Hands on what comes over one socket, in that order. A text is handed on at once, unless a binary frame before it is
 * still being inflated: one is at a time, and what comes meanwhile waits, as it would in the socket.
 */
export class Inbox {
  readonly #inflate: Inflate;
  readonly #events: InboxEvents;
  readonly #waiting: (ArrayBuffer | (() => void))[] = [];
  #isBusy = false;
  #isEnded = false;

  constructor(inflate: Inflate, events: InboxEvents) {
    this.#inflate = inflate;
    this.#events = events;
  }

  text(text: string): void {
    this.behind(() => this.#events.received(text));
  }

  binary(frame: ArrayBuffer): void {
    if (this.#isEnded) return;
    this.#waiting.push(frame);
    if (!this.#isBusy) void this.#work();
  }

  /** Runs `task` when all that has come so far is handed on. */
  behind(task: () => void): void {
    if (this.#isEnded) return;
    if (this.#isBusy) this.#waiting.push(task);
    else task();
  }

  /** Nothing more is handed on. */
  end(): void {
    this.#isEnded = true;
    this.#waiting.length = 0;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        if (typeof next === 'function') next();
        else await this.#handOn(next);
      }
    } finally {
      this.#isBusy = false;
      if (this.#waiting.length > 0) void this.#work(); // whoever was told has thrown, which the page is told
    }
  }

  async #handOn(frame: ArrayBuffer): Promise<void> {
    let text: string;
    try {
      text = await this.#inflate(frame);
    } catch {
      if (this.#isEnded) return;
      this.end();
      this.#events.failed();
      return;
    }
    if (!this.#isEnded) this.#events.received(text);
  }
}
