import type { TimerId, Timers } from '../ports/timers.ts';
import { decode, encode, Malformed, SUBPROTOCOL } from '../protocol/codec.ts';
import type { ClientMessage, Failure, Hello, ServerMessage } from '../protocol/message.ts';
import { Backoff } from '../timing/backoff.ts';
import type { OpenSocket, Socket } from './socket.ts';

/** How long a socket may take to open, in milliseconds. */
export const OPEN_MS = 10_000;

/** Silence after which the server is pinged, in milliseconds. Its own pings are not visible to pages. */
export const QUIET_MS = 20_000;

/** Further silence, or silence before the first message, after which the socket is closed, in milliseconds. */
export const DEAD_MS = 10_000;

/** How long a connection must have been live for the next loss to count as the first. */
export const STEADY_MS = 5_000;

/** Failures in a row after which the server is asked over HTTP whether the project is still there. */
export const ASK_AFTER = 3;

/** Why a connection has ended and is not made again. */
export type End = 'gone' | 'forbidden' | 'superseded';

export interface ConnectionEvents {
  hello(attempt: number): Hello;
  received(message: ServerMessage): void;
  /** The socket is closed; another is opened soon, unless `end` says why not. */
  lost(end?: End): void;
  /** The server closed the socket because of a frame of ours; called before `lost`. */
  blamed(error: Pick<Failure, 'message' | 'edit'>): void;
}

export interface ConnectionPorts {
  readonly timers: Timers;
  readonly random: () => number;
  readonly open: OpenSocket;
  /** Whether the project exists, as far as is known now. */
  readonly exists: () => Promise<boolean>;
}

/**
 * One client's connection to one project, over many sockets, one after another. Events of an older socket are ignored
 * (pitfall 10).
 */
export class Connection {
  readonly #url: string;
  readonly #events: ConnectionEvents;
  readonly #ports: ConnectionPorts;
  readonly #backoff: Backoff;
  #socket: Socket | undefined;
  #timer: TimerId | undefined;
  #attempt = 0;
  #isReady = false;
  #liveSince: number | undefined;
  #receivedAt = 0;
  #retryAfterMs = 0;
  #error: Failure | undefined;
  #isEnded = false;

  constructor(url: string, events: ConnectionEvents, ports: ConnectionPorts) {
    this.#url = url;
    this.#events = events;
    this.#ports = ports;
    this.#backoff = new Backoff(ports.random);
  }

  /** Connects at once, unless it is connecting or connected. */
  start(): void {
    if (this.#isEnded || this.#socket) return;
    this.#later(() => this.again(), OPEN_MS);
    this.#attempt++;
    const mine = this.#ports.open(this.#url, [SUBPROTOCOL], {
      opened: () => this.#socket === mine && this.#opened(mine),
      received: (text) => this.#socket === mine && this.#received(text),
      closed: (code) => this.#socket === mine && this.#closed(code),
    });
    this.#socket = mine;
  }

  send(message: ClientMessage): void {
    this.#socket?.send(encode(message));
  }

  /** The sync is done. */
  ready(): void {
    this.#isReady = true;
    this.#liveSince ??= this.#ports.timers.now();
  }

  /** A message does not fit: opens a new socket after a wait. */
  again(): void {
    this.#drop();
    this.#retry();
  }

  /** The page was frozen, and its socket may have missed messages: opens a new one at once. */
  reconnectNow(): void {
    if (this.#isEnded) return;
    this.#drop();
    this.#events.lost();
    this.start();
  }

  /** The page or the network was away: if the socket does not answer soon, it is closed. */
  check(): void {
    if (!this.#socket) this.start();
    else if (this.#isReady) this.#ask();
  }

  end(): void {
    this.#isEnded = true;
    this.#drop();
    this.#clear();
  }

  #opened(socket: Socket): void {
    this.#noteReceived();
    this.#listen();
    socket.send(encode(this.#events.hello(this.#attempt)));
  }

  #received(text: string): void {
    this.#noteReceived();
    const message = decode(text);
    if (message instanceof Malformed) {
      this.again();
      return;
    }
    if (message.type === 'closing') this.#retryAfterMs = message.retryAfterMs ?? 0;
    if (message.type === 'error') this.#error = message;
    this.#events.received(message);
  }

  #closed(code: number): void {
    const error = this.#error;
    if (code === 4400 || code === 4413) {
      this.#events.blamed(error ?? { message: code === 4413 ? 'a frame was too large' : 'not understood' });
    }
    this.#drop();
    if (code === 4404) this.#finish('gone');
    else if (code === 4403) this.#finish('forbidden');
    else if (code === 4409) this.#finish('superseded');
    else this.#retry();
  }

  /** Closes the socket, if there is one. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isReady = false;
    this.#error = undefined;
    socket?.close();
  }

  #finish(end: End): void {
    this.end();
    this.#events.lost(end);
  }

  #retry(): void {
    const { timers } = this.#ports;
    if (this.#liveSince !== undefined && timers.now() - this.#liveSince >= STEADY_MS) this.#backoff.reset();
    this.#liveSince = undefined;
    const wait = this.#backoff.next(this.#retryAfterMs);
    this.#retryAfterMs = 0;
    this.#later(() => this.start(), wait);
    if (this.#backoff.failures % ASK_AFTER === 0) void this.#askWhetherGone();
    this.#events.lost();
  }

  /** A refused upgrade looks like any other failure; only HTTP says that the project does not exist (J2). */
  async #askWhetherGone(): Promise<void> {
    const attempt = this.#attempt;
    const exists = await this.#ports.exists();
    if (!exists && !this.#isEnded && attempt === this.#attempt) this.#finish('gone');
  }

  // ---- silence

  #noteReceived(): void {
    this.#receivedAt = this.#ports.timers.now();
  }

  #listen(): void {
    const quiet = this.#ports.timers.now() - this.#receivedAt;
    if (quiet >= QUIET_MS) this.#ask();
    else this.#later(() => this.#listen(), QUIET_MS - quiet);
  }

  /** Before the first sync is done no ping is allowed (J3). */
  #ask(): void {
    const asked = this.#ports.timers.now();
    if (this.#isReady) this.send({ type: 'ping' });
    this.#later(() => (this.#receivedAt < asked ? this.again() : this.#listen()), DEAD_MS);
  }

  #later(run: () => void, ms: number): void {
    this.#clear();
    this.#timer = this.#ports.timers.set(() => {
      this.#timer = undefined;
      run();
    }, ms);
  }

  #clear(): void {
    if (this.#timer !== undefined) this.#ports.timers.clear(this.#timer);
    this.#timer = undefined;
  }
}
