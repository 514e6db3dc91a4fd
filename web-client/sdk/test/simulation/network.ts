import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Inbox } from '../../src/connection/inbox.ts';
import type { OpenSocket } from '../../src/connection/index.ts';
import { AuthorNumbers } from '../../src/protocol/authorNumbers.ts';
import { decode, Malformed } from '../../src/protocol/codec.ts';
import type { ClientMessage, NumberedEdit, Role, WireMessage } from '../../src/protocol/message.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';
import type { Line, Server, Session } from './server.ts';

/** The network between one page and the server: it delays and breaks. What is sent arrives in order, if at all. */
export class Network {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #server: Server;
  readonly #links = new Set<() => void>();
  readonly #lines = new Set<Line>();
  isDown = false;
  /** What the person on this side may do. */
  role: Role = 'owner';
  /** When the page last heard anything. */
  heardAt = 0;

  constructor(clock: Clock, random: Random, server: Server) {
    this.#clock = clock;
    this.#random = random;
    this.#server = server;
  }

  /** Breaks every socket: what is under way reaches neither end. */
  drop(): void {
    for (const cut of [...this.#links]) cut();
  }

  /** Gives the person another role; the server tells them. */
  become(role: Role): void {
    this.role = role;
    this.#server.roleChanged((line) => this.#lines.has(line));
  }

  endTokens(): void {
    this.#server.endTokens((line) => this.#lines.has(line));
  }

  /** @param isAlive whether the page still receives anything */
  sockets(isAlive: () => boolean): OpenSocket {
    return (_url, _protocols, events) => {
      let session: Session | undefined;
      let isCut = false;
      const toAwake = this.#way(() => !isCut);
      const toServer = (run: () => void) => toAwake(() => this.#server.whenAwake(run));
      const toHeard = this.#way(() => !isCut && isAlive());
      const toPage = (run: () => void) =>
        toHeard(() => {
          this.heardAt = this.#clock.now;
          run();
        });
      const cut = () => {
        if (isCut) return;
        isCut = true;
        this.#lines.delete(line);
        this.#links.delete(cut);
        this.#later(() => this.#server.whenAwake(() => session && this.#server.leave(session)));
        this.#later(() => isAlive() && isHeard && events.closed(1006));
      };
      let isHeard = true;
      const inflates = this.#server.forms.chance(0.5);
      const numbers = new AuthorNumbers();
      const inbox = new Inbox((frame) => this.#inflated(frame), {
        received: (text) => events.received(text),
        failed: () => {
          throw new Error('what the server has deflated cannot be inflated');
        },
      });
      const line: Line = {
        role: () => this.role,
        send: (message) => {
          const text = JSON.stringify(message);
          this.#server.checkTold(numbers.resolve(decoded(text)));
          const isDeflated = inflates && message.type === 'objects' && this.#server.forms.chance(0.5);
          const frame = isDeflated ? deflated(text) : undefined;
          toPage(() => (frame ? inbox.binary(frame) : inbox.text(text)));
        },
        close: (code) => {
          if (code === 1006) cut();
          else toPage(() => inbox.behind(() => isHeard && events.closed(code)));
        },
      };
      this.#links.add(cut);
      toServer(() => {
        if (!this.#server.isUp || this.isDown) {
          cut();
          return;
        }
        this.#lines.add(line);
        session = this.#server.accept(line);
        toPage(() => events.opened());
      });
      return {
        inflates,
        send: (text) => {
          const message = JSON.parse(text) as ClientMessage;
          toServer(() => session && this.#server.receive(session, message));
        },
        close: () => {
          isHeard = false;
          inbox.end();
          toServer(() => {
            if (session) this.#server.leave(session);
            cut();
          });
        },
      };
    };
  }

  /** Takes a while, as it does beside the page. */
  async #inflated(frame: ArrayBuffer): Promise<string> {
    const { inflatesSlowly, forms } = this.#server;
    if (inflatesSlowly) await new Promise<void>((resolve) => this.#clock.after(1 + forms.below(30), resolve));
    return inflateRawSync(new Uint8Array(frame)).toString();
  }

  /** HTTP, of the two calls that a project makes. Requests outlive their page; answers do not. */
  fetch(): typeof globalThis.fetch {
    return async (_url, init) => {
      await this.#wait();
      const isLost = () => this.isDown || !this.#server.isUp;
      await new Promise<void>((resolve) => this.#server.whenAwake(resolve));
      if (isLost()) throw new TypeError('network');
      if (init?.method !== 'POST') return new Response('{}');
      const { client, edits } = JSON.parse(String(init.body)) as { client: string; edits: NumberedEdit[] };
      const answer = await this.#server.post(client, edits, this.role);
      await this.#wait();
      if (isLost()) throw new TypeError('network');
      return answer ? Response.json(answer) : new Response('{}', { status: 503 });
    };
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#later(resolve));
  }

  #later(run: () => void): void {
    this.#clock.after(1 + this.#random.below(30), run);
  }

  /** One direction: later things never overtake earlier ones. */
  #way(isOpen: () => boolean): (run: () => void) => void {
    let free = 0;
    return (run) => {
      free = Math.max(free, this.#clock.now + 1 + this.#random.below(this.#random.chance(0.1) ? 200 : 20));
      this.#clock.after(free - this.#clock.now, () => isOpen() && run());
    };
  }
}

function deflated(text: string): ArrayBuffer {
  return new Uint8Array(deflateRawSync(text)).buffer;
}

function decoded(text: string): WireMessage {
  const message = decode(text);
  if (message instanceof Malformed) throw new Error(`${message.reason}: ${text}`);
  return message;
}
