import type { TimerId, Timers } from '../ports/timers.ts';
import { decode, encode, Malformed, SUBPROTOCOL } from '../protocol/codec.ts';
import type { ClientMessage, Failure, Hello, ServerMessage } from '../protocol/message.ts';
import { Backoff } from '../timing/backoff.ts';
import type { OpenSocket, Socket } from './socket.ts';

/** How long a socket may take to open, in milliseconds. */
export const OPEN_MS = 10_000;

/** Silence after which the server is asked whether it is there. It pings by itself, but pages do not see that. */
export const QUIET_MS = 20_000;

/** Silence after that, or before the first word, after which the socket is given up. */
export const DEAD_MS = 10_000;

/** How long a connection must have been live for the next loss to count as the first. */
export const STEADY_MS = 5_000;

/** Failures in a row after which the server is asked over HTTP whether the project is still there. */
export const ASK_AFTER = 3;

/** Why a connection is ended for good. */
export type End = 'gone' | 'forbidden' | 'superseded';

export interface ConnectionEvents {
  hello(attempt: number): Hello;
  received(message: ServerMessage): void;
  /** The socket is gone; another is on its way, unless `end` says why not. */
  lost(end?: End): void;
  /** The server closed the socket over a frame of ours; told before `lost`. */
  blamed(error: Pick<Failure, 'message' | 'edit'>): void;
}

export interface ConnectionPorts {
  readonly timers: Timers;
  readonly random: () => number;
  readonly open: OpenSocket;
  /** Whether the project exists, as far as can be told now. */
  readonly exists: () => Promise<boolean>;
}

/**
 * One client's connection to one project, over as many sockets, one after another, as it takes. What an older socket
 * still says is not heard (pitfall 10).
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
  #heardAt = 0;
  #retryAfterMs = 0;
  #error: Failure | undefined;
  #isEnded = false;

  constructor(url: string, events: ConnectionEvents, ports: ConnectionPorts) {
    this.#url = url;
    this.#events = events;
    this.#ports = ports;
    this.#backoff = new Backoff(ports.random);
  }

  /** Connects, at once, unless that is under way or done. */
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

  /** What was heard does not fit: a new socket, in a moment. */
  again(): void {
    this.#drop();
    this.#retry();
  }

  /** A page that was frozen cannot know what its socket has missed: a new one, now. */
  reconnectNow(): void {
    if (this.#isEnded) return;
    this.#drop();
    this.#events.lost();
    this.start();
  }

  /** The page was away or the network was; if the socket does not answer soon, it is given up. */
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
    this.#heard();
    this.#listen();
    socket.send(encode(this.#events.hello(this.#attempt)));
  }

  #received(text: string): void {
    this.#heard();
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

  /** Tells of the loss and ends what there is of a socket. */
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

  /** A refused upgrade looks like any other failure; only HTTP can tell that the project is gone (J2). */
  async #askWhetherGone(): Promise<void> {
    const attempt = this.#attempt;
    const exists = await this.#ports.exists();
    if (!exists && !this.#isEnded && attempt === this.#attempt) this.#finish('gone');
  }

  // ---- silence

  #heard(): void {
    this.#heardAt = this.#ports.timers.now();
  }

  #listen(): void {
    const quiet = this.#ports.timers.now() - this.#heardAt;
    if (quiet >= QUIET_MS) this.#ask();
    else this.#later(() => this.#listen(), QUIET_MS - quiet);
  }

  /** Before the first sync is done a ping would be out of place (J3). */
  #ask(): void {
    const asked = this.#ports.timers.now();
    if (this.#isReady) this.send({ type: 'ping' });
    this.#later(() => (this.#heardAt < asked ? this.again() : this.#listen()), DEAD_MS);
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
