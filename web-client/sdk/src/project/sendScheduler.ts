import type { TimerId, Timers } from '../ports/timers.ts';
import type { ClientMessage } from '../protocol/message.ts';
import type { Replica } from '../replica/replica.ts';

/** The least time between two sends while drawing, in milliseconds: about 30 a second. */
export const LIVE_MS = 33;

/** Edits that keep coming are sent after this many auto-save intervals, quiet or not. */
export const LONGEST_WAIT = 4;

/**
 * Decides when edits are sent: live ones about 30 times a second, others after the interval without further edits.
 * Until then, and while the server is away or slow, they are combined.
 */
export class SendScheduler {
  interval: number;
  readonly #replica: Replica;
  readonly #timers: Timers;
  readonly #send: (message: ClientMessage) => void;
  #timer: TimerId | undefined;
  #dueAt = Infinity;
  /** When the first edit that is not sent was made. */
  #since: number | undefined;
  #lastSent = -Infinity;
  #isDue = false;

  constructor(replica: Replica, timers: Timers, interval: number, send: (message: ClientMessage) => void) {
    this.#replica = replica;
    this.#timers = timers;
    this.interval = interval;
    this.#send = send;
  }

  /** An edit was made. */
  made(isLive: boolean): void {
    const now = this.#timers.now();
    this.#since ??= now;
    if (isLive) this.#at(Math.min(this.#dueAt, Math.max(now, this.#lastSent + LIVE_MS)));
    else if (this.#dueAt > this.#lastSent + LIVE_MS || this.#timer === undefined) {
      this.#at(Math.min(now + this.interval, this.#since + LONGEST_WAIT * this.interval));
    }
  }

  /** Sends all there is, now or as soon as it may be sent. */
  flush(): void {
    this.#isDue = true;
    this.pump();
  }

  /** Sends what may be sent. Called whenever more may be. */
  pump(): void {
    const { outbox } = this.#replica;
    while (this.#replica.maySend) {
      this.#sendFrozen();
      if (!this.#isDue || outbox.sending.hasUnsent || outbox.sending.isBusy || outbox.changes.isHeld) return;
      this.#rest();
      if (!outbox.seal()) return;
      this.#lastSent = this.#timers.now();
    }
  }

  stop(): void {
    this.#rest();
  }

  #sendFrozen(): void {
    const { sending } = this.#replica.outbox;
    for (let edit = sending.next(); edit; edit = sending.next()) {
      const { edit: number, group, changes } = edit.stored;
      this.#send({ type: 'edit', edit: number, ...(group !== undefined && { group }), changes });
      sending.sent(edit);
    }
  }

  #at(time: number): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    const wait = time - this.#timers.now();
    this.#dueAt = time;
    this.#timer = undefined;
    if (wait <= 0) this.flush();
    else this.#timer = this.#timers.set(() => this.flush(), wait);
  }

  #rest(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#timer = undefined;
    this.#dueAt = Infinity;
    this.#since = undefined;
    this.#isDue = false;
  }
}
