import type { Timers } from '../ports/timers.ts';
import { Alarm } from '../timing/alarm.ts';

/** How long a socket may take from its begin to the server's first message, in milliseconds. */
export const OPEN_MS = 4_000;

/** Silence of the server, while an answer is awaited, after which it is pinged, in milliseconds. */
export const AWAITED_MS = 2_000;

/** The same while none is awaited. The server's own pings are not visible to pages. */
export const QUIET_MS = 20_000;

/** Further silence after a ping, in milliseconds, at first, after which the server is given up. */
export const PONG_MS = 3_000;

/** Silence during a sync, in milliseconds, after which the server is given up: no pong comes between (J6). */
export const SYNC_MS = 30_000;

/** How many times `PONG_MS` is waited at most. */
export const MOST_PATIENCE = 16;

/** A timer that rings so late, in milliseconds, says nothing of the server: this page did not run. */
const LATE_MS = 1_000;

export interface SilenceEvents {
  ping(): void;
  /** The server has not answered in time: it is not listened to any longer. */
  givenUp(): void;
}

/**
 * Notices, for one socket after another, that a server has stopped answering. A line may be slow: what is awaited, or
 * the pong behind a large frame, takes long on it. So each time that an answer was given up, the next one is waited for
 * twice as long, until all that is awaited has come.
 */
export class Silence {
  readonly #timers: Timers;
  readonly #events: SilenceEvents;
  readonly #alarm: Alarm;
  #phase: 'none' | 'opening' | 'syncing' | 'live' = 'none';
  /** Since when nothing was heard, or the socket's begin. */
  #since = 0;
  /** Since when an answer is awaited. */
  #awaitedSince: number | undefined;
  #pingedAt: number | undefined;
  /** Whether the ping was sent once more because this page did not run. */
  #isSecond = false;
  #patience = 1;

  constructor(timers: Timers, events: SilenceEvents) {
    this.#timers = timers;
    this.#events = events;
    this.#alarm = new Alarm(timers, () => this.#rang());
  }

  /** A socket is being opened. */
  begin(): void {
    this.#enter('opening');
    this.#since = this.#timers.now();
    this.#awaitedSince = undefined;
    this.#listen();
  }

  /** The server has said something. */
  heard(): void {
    this.#since = this.#timers.now();
    this.#pingedAt = undefined;
    if (this.#phase !== 'opening') return; // the alarm looks at the time when it rings
    this.#enter('syncing');
    this.#listen();
  }

  /** A sync has ended: pings are answered. */
  live(): void {
    if (this.#phase === 'live') return;
    this.#enter('live');
    this.#listen();
  }

  /** Whether something was sent that the server has not answered. */
  awaits(isAwaited: boolean): void {
    if (this.#phase !== 'live' || isAwaited === (this.#awaitedSince !== undefined)) return;
    this.#awaitedSince = isAwaited ? this.#timers.now() : undefined;
    if (isAwaited) this.#listen();
    else this.#patience = 1;
  }

  /** The page or the network was away: asks whether the server is there. */
  ask(): void {
    if (this.#phase !== 'live' || this.#pingedAt !== undefined) return;
    this.#ping();
    this.#isSecond = false;
  }

  /** There is no socket. */
  end(): void {
    this.#enter('none');
    this.#alarm.clear();
  }

  #enter(phase: 'none' | 'opening' | 'syncing' | 'live'): void {
    this.#phase = phase;
    this.#pingedAt = undefined;
  }

  #ping(): void {
    this.#pingedAt = this.#timers.now();
    this.#events.ping();
    this.#listen();
  }

  #listen(): void {
    this.#alarm.set(Math.max(0, this.#due() - this.#timers.now()));
  }

  #due(): number {
    if (this.#phase === 'opening') return this.#since + OPEN_MS;
    if (this.#phase === 'syncing') return this.#since + SYNC_MS;
    if (this.#pingedAt !== undefined) return this.#pingedAt + PONG_MS * this.#patience;
    const quiet = this.#since + QUIET_MS;
    if (this.#awaitedSince === undefined) return quiet;
    return Math.min(quiet, Math.max(this.#since, this.#awaitedSince) + AWAITED_MS);
  }

  #rang(): void {
    const late = this.#timers.now() - this.#due();
    if (late < 0) this.#listen();
    else if (this.#phase === 'live' && this.#pingedAt === undefined) this.ask();
    else if (this.#phase === 'live' && late >= LATE_MS && !this.#isSecond) {
      this.#isSecond = true;
      this.#ping();
    } else this.#giveUp();
  }

  #giveUp(): void {
    if (this.#phase === 'live') this.#patience = Math.min(2 * this.#patience, MOST_PATIENCE);
    this.end();
    this.#events.givenUp();
  }
}
