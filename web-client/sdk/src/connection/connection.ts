import type { Timers } from '../ports/timers.ts';
import { AuthorNumbers } from '../protocol/authorNumbers.ts';
import { decode, encode, Malformed, SUBPROTOCOL } from '../protocol/codec.ts';
import type { ClientMessage, Closing, Failure, Hello, ServerMessage } from '../protocol/message.ts';
import { Alarm } from '../timing/alarm.ts';
import { Backoff } from '../timing/backoff.ts';
import { Silence } from './silence.ts';
import type { OpenSocket, Socket } from './socket.ts';

/**
 * After a server has said that the project goes on elsewhere, that it or the token ends, another socket is opened after
 * this time, in milliseconds, and up to `JITTER_MS` more: not all people at once.
 */
export const AT_ONCE_MS = 50;
export const JITTER_MS = 100;

/** How long a connection must have been live for the next loss to count as the first. */
export const STEADY_MS = 5_000;

/** Why a connection has ended and is not made again. */
export type End = 'gone' | 'revoked' | 'superseded';

export interface ConnectionEvents {
  /** @param inflates whether binary frames can be read (R9) */
  hello(attempt: number, inflates: boolean): Hello;
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
  readonly #retry: Alarm;
  readonly #silence: Silence;
  #socket: Socket | undefined;
  #authors = new AuthorNumbers();
  #attempt = 0;
  #liveSince: number | undefined;
  #closing: Closing | undefined;
  #error: Failure | undefined;
  #isEnded = false;

  constructor(url: string, events: ConnectionEvents, ports: ConnectionPorts) {
    this.#url = url;
    this.#events = events;
    this.#ports = ports;
    this.#backoff = new Backoff(ports.random);
    this.#retry = new Alarm(ports.timers, () => this.start());
    this.#silence = new Silence(ports.timers, {
      ping: () => this.send({ type: 'ping' }),
      givenUp: () => this.again(),
    });
  }

  /** Connects at once, unless it is connecting or connected. */
  start(): void {
    if (this.#isEnded || this.#socket) return;
    this.#retry.clear();
    this.#closing = undefined;
    this.#silence.begin();
    this.#attempt++;
    this.#authors = new AuthorNumbers();
    const mine = this.#ports.open(this.#url, [SUBPROTOCOL], {
      opened: () => this.#socket === mine && this.#opened(mine),
      received: (text) => this.#socket === mine && this.#received(text),
      closed: (code) => this.#socket === mine && this.#closed(code),
    });
    this.#socket = mine;
  }

  send(message: ClientMessage): void {
    this.#socket?.send(encode(message));
    if (message.type === 'edit') this.#silence.awaits(true);
  }

  /** All edits that were sent are answered. */
  answered(): void {
    this.#silence.awaits(false);
  }

  /** The sync is done. */
  ready(): void {
    this.#silence.live();
    this.#liveSince ??= this.#ports.timers.now();
  }

  /** A message does not fit, or none comes: opens a new socket after a wait. */
  again(): void {
    this.#drop();
    this.#lost();
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
    else this.#silence.ask();
  }

  end(): void {
    this.#isEnded = true;
    this.#drop();
    this.#retry.clear();
  }

  #opened(socket: Socket): void {
    socket.send(encode(this.#events.hello(this.#attempt, socket.inflates === true)));
  }

  #received(text: string): void {
    this.#silence.heard();
    const message = this.#read(text);
    if (message instanceof Malformed) {
      this.again();
      return;
    }
    if (message.type === 'closing') this.#closing = message;
    if (message.type === 'error') this.#error = message;
    this.#events.received(message);
  }

  #read(text: string): ServerMessage | Malformed {
    const wire = decode(text);
    return wire instanceof Malformed ? wire : this.#authors.resolve(wire);
  }

  #closed(code: number): void {
    const error = this.#error;
    if (code === 4400 || code === 4413) {
      this.#events.blamed(error ?? { message: code === 4413 ? 'a frame was too large' : 'not understood' });
    }
    this.#drop();
    if (code === 4404) this.#finish('gone');
    else if (code === 4403) this.#finish('revoked');
    else if (code === 4409) this.#finish('superseded');
    else if (code === 4401) this.#lost(true);
    else this.#lost();
  }

  /** Closes the socket, if there is one. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#silence.end();
    this.#error = undefined;
    socket?.close();
  }

  #finish(end: End): void {
    this.end();
    this.#events.lost(end);
  }

  /** @param isRenewed whether only the token has ended: with a new one the session goes on (A4) */
  #lost(isRenewed = false): void {
    this.#retry.set(this.#wait(isRenewed));
    this.#events.lost();
  }

  /** How long to wait for the next socket, in milliseconds. */
  #wait(isRenewed: boolean): number {
    const { timers, random } = this.#ports;
    const { reason, retryAfterMs = 0 } = this.#closing ?? {};
    const liveSince = this.#liveSince;
    this.#liveSince = undefined;
    if (liveSince !== undefined && timers.now() - liveSince >= STEADY_MS) this.#backoff.reset();
    const goesOn = isRenewed || reason === 'moved' || reason === 'draining';
    if (!goesOn || liveSince === undefined) return this.#backoff.next(retryAfterMs);
    return Math.max(AT_ONCE_MS, retryAfterMs) + Math.round(random() * JITTER_MS);
  }
}
