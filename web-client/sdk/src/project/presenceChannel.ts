import type { TimerId, Timers } from '../ports/timers.ts';
import type { Json } from '../protocol/change.ts';
import { checkedJson, InvalidChange } from '../protocol/content.ts';
import { bytesOf } from '../protocol/json.ts';
import type { Peer } from '../protocol/message.ts';

/** The least time between two presence messages, in milliseconds: 30 a second. */
export const PRESENCE_MS = 34;

/** The peers in a project, and the own presence state: the latest one is sent, at most 30 times a second. */
export class PresenceChannel {
  readonly #timers: Timers;
  readonly #send: (state: Json) => boolean;
  readonly #changed: (peers: ReadonlyMap<string, Peer>) => void;
  #peers: ReadonlyMap<string, Peer> = new Map();
  #here = 0;
  #session: string | undefined;
  #state: Json | undefined;
  #isDue = false;
  #timer: TimerId | undefined;

  /** @param send false when it could not be sent now */
  constructor(
    timers: Timers,
    send: (state: Json) => boolean,
    changed: (peers: ReadonlyMap<string, Peer>) => void,
  ) {
    this.#timers = timers;
    this.#send = send;
    this.#changed = changed;
  }

  /** The others, by session. */
  get peers(): ReadonlyMap<string, Peer> {
    return this.#peers;
  }

  /** All sessions, the own one included: in a crowd not all are known (B11). */
  get here(): number {
    return Math.max(this.#here, this.#peers.size + 1);
  }

  get session(): string | undefined {
    return this.#session;
  }

  /** Throws `InvalidChange` for a state that a server would not take (B6). */
  show(state: Json, mostBytes: number): void {
    const checked = checkedJson(state, 'presence');
    if (bytesOf(checked) > mostBytes) throw new InvalidChange(`presence is over ${mostBytes} bytes`);
    this.#state = checked;
    this.again();
  }

  /** Sends the own state again, now or as soon as it may be sent. */
  again(): void {
    this.#isDue = this.#state !== undefined;
    this.#timer ??= this.#sendDue();
  }

  welcomed(session: string, peers: { readonly [session: string]: Peer | null }, here = 0): void {
    this.#session = session;
    this.#peers = new Map();
    this.#here = 0;
    this.received(peers, here);
  }

  /** @param here how many there are, where that is told */
  received(peers: { readonly [session: string]: Peer | null }, here = this.#here): void {
    const next = new Map(this.#peers);
    for (const [session, peer] of Object.entries(peers)) {
      if (peer === null || session === this.#session) next.delete(session);
      else next.set(session, peer);
    }
    this.#peers = next;
    this.#here = here;
    this.#changed(next);
  }

  /** The connection is lost. The peers stay until it is back, or `away`: it may be a blink. */
  lost(): void {
    this.#session = undefined;
  }

  /** The server is out of reach: no peer is known any longer. */
  away(): void {
    this.#peers = new Map();
    this.#here = 0;
    this.#changed(this.#peers);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }

  #sendDue(): TimerId | undefined {
    if (!this.#isDue || this.#state === undefined || !this.#send(this.#state)) return undefined;
    this.#isDue = false;
    return this.#timers.set(() => {
      this.#timer = this.#sendDue();
    }, PRESENCE_MS);
  }
}
