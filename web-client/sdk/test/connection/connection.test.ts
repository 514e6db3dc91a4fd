import { beforeEach, describe, expect, it } from 'vitest';
import {
  ASK_AFTER,
  Connection,
  DEAD_MS,
  OPEN_MS,
  QUIET_MS,
  STEADY_MS,
} from '../../src/connection/connection.ts';
import type { SocketEvents } from '../../src/connection/index.ts';
import type { Failure, ServerMessage } from '../../src/protocol/message.ts';
import { FIRST_MS, LONGEST_MS } from '../../src/timing/backoff.ts';
import { Clock } from '../simulation/clock.ts';

/** A connection whose sockets are in this test's hands; all waits are as long as they can be. */
class Bench {
  readonly clock = new Clock();
  readonly sockets: {
    events: SocketEvents;
    sent: string[];
    protocols: readonly string[];
    isClosed: boolean;
  }[] = [];
  readonly heard: ServerMessage[] = [];
  readonly lost: (string | undefined)[] = [];
  readonly blamed: Pick<Failure, 'message' | 'edit'>[] = [];
  exists = true;
  asked = 0;
  readonly connection = new Connection(
    'ws://easel/socket',
    {
      hello: (attempt) => ({ type: 'hello', client: 'c', attempt, pending: 1, user: {}, takes: [] }),
      received: (message) => void this.heard.push(message),
      lost: (end) => void this.lost.push(end),
      blamed: (error) => void this.blamed.push(error),
    },
    {
      timers: this.clock.timers(() => true),
      random: () => 1,
      exists: async () => {
        this.asked++;
        return this.exists;
      },
      open: (_, protocols, events) => {
        const socket = { events, protocols, sent: [] as string[], isClosed: false };
        this.sockets.push(socket);
        return {
          send: (text) => void socket.sent.push(text),
          close: () => {
            socket.isClosed = true;
          },
        };
      },
    },
  );

  get socket() {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket');
    return socket;
  }

  /** Opens the latest socket and gets as far as `ready`. */
  live(): void {
    this.socket.events.opened();
    this.connection.ready();
  }

  pass(ms: number): void {
    const end = this.clock.now + ms;
    while (this.clock.step(end));
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
  bench.connection.start();
});

describe('a connection', () => {
  it('J1 J3 offers the subprotocol, and says hello first', () => {
    expect(bench.socket.protocols).toEqual(['easel.v1']);
    bench.socket.events.opened();
    expect(JSON.parse(bench.socket.sent[0] ?? '')).toMatchObject({ type: 'hello', attempt: 1 });
  });

  it('J5 comes back with a higher attempt, after waits that double up to a bound', () => {
    const waits: number[] = [];
    for (let at = 0; at < 9; at++) {
      const before = bench.clock.now;
      bench.socket.events.closed(1006);
      bench.clock.step(Number.POSITIVE_INFINITY);
      waits.push(bench.clock.now - before);
    }
    expect(waits.slice(0, 3)).toEqual([FIRST_MS, 2 * FIRST_MS, 4 * FIRST_MS]);
    expect(waits.at(-1)).toBe(LONGEST_MS);
    bench.socket.events.opened();
    expect(JSON.parse(bench.socket.sent[0] ?? '').attempt).toBe(10);
  });

  it('counts from the start again only when it was live for a while', () => {
    for (const ms of [STEADY_MS - 1, STEADY_MS]) {
      bench.live();
      bench.pass(ms);
      bench.socket.events.closed(1006);
      const before = bench.clock.now;
      bench.clock.step(Number.POSITIVE_INFINITY);
      expect(bench.clock.now - before).toBe(FIRST_MS);
    }
    bench.live();
    bench.socket.events.closed(1006);
    const before = bench.clock.now;
    bench.clock.step(Number.POSITIVE_INFINITY);
    expect(bench.clock.now - before).toBe(2 * FIRST_MS);
  });

  it('B8 stays away for as long as it is asked to, and a little longer', () => {
    bench.live();
    bench.socket.events.received('{"type":"closing","reason":"draining","retryAfterMs":2000}');
    bench.socket.events.closed(1012);
    bench.pass(1_999);
    expect(bench.sockets.length).toBe(1);
    bench.pass(2_001);
    expect(bench.sockets.length).toBe(2);
  });

  it('reconnects at once when the page or the network is back', () => {
    bench.socket.events.closed(1006);
    bench.connection.check();
    expect(bench.sockets.length).toBe(2);
  });

  it('ignores the events of an older socket (pitfall 10)', () => {
    const [old] = bench.sockets;
    bench.live();
    bench.connection.again();
    bench.connection.check();
    bench.live();
    old?.events.received('{"type":"pong"}');
    old?.events.closed(4404);
    expect(bench.heard).toEqual([]);
    expect(bench.lost).toEqual([undefined]);
  });

  it('pings when it is quiet, and closes a socket that does not answer', () => {
    bench.live();
    bench.pass(QUIET_MS);
    expect(bench.socket.sent.at(-1)).toBe('{"type":"ping"}');
    bench.socket.events.received('{"type":"pong"}');
    bench.pass(QUIET_MS + DEAD_MS - 1);
    expect(bench.sockets.length).toBe(1);
    bench.pass(1 + FIRST_MS);
    expect(bench.sockets.length).toBe(2);
    expect(bench.sockets[0]?.isClosed).toBe(true);
  });

  it('closes a socket that does not open', () => {
    bench.pass(OPEN_MS + FIRST_MS);
    expect(bench.sockets.length).toBe(2);
  });

  it('leaves a server that does not speak the protocol', () => {
    bench.socket.events.opened();
    bench.socket.events.received('<html>');
    expect(bench.lost).toEqual([undefined]);
  });

  it.each([
    [4404, 'gone'],
    [4403, 'forbidden'],
    [4409, 'superseded'],
  ])('%i ends it: %s', (code, end) => {
    bench.live();
    bench.socket.events.closed(code);
    bench.pass(LONGEST_MS);
    expect(bench.lost).toEqual([end]);
    expect(bench.sockets.length).toBe(1);
  });

  it('reports the edit that closed the socket, then reconnects', () => {
    bench.live();
    bench.socket.events.received('{"type":"error","code":"unstorable","message":"no","edit":7}');
    bench.socket.events.closed(4400);
    bench.connection.check();
    bench.live();
    bench.socket.events.closed(4413);
    expect(bench.blamed).toMatchObject([{ edit: 7 }, { message: 'a frame was too large' }]);
    expect(bench.blamed[1]).not.toHaveProperty('edit');
    expect(bench.lost).toEqual([undefined, undefined]);
  });

  it('J2 asks over HTTP whether the project is gone, when sockets do not open', async () => {
    bench.exists = false;
    for (let at = 0; at < ASK_AFTER; at++) {
      bench.connection.check();
      bench.socket.events.closed(1006);
    }
    await Promise.resolve();
    await Promise.resolve();
    expect(bench.asked).toBe(1);
    expect(bench.lost.at(-1)).toBe('gone');
    bench.pass(LONGEST_MS);
    expect(bench.sockets.length).toBe(ASK_AFTER);
  });
});
