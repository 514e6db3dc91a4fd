import { beforeEach, describe, expect, it } from 'vitest';
import { AT_ONCE_MS, Connection, JITTER_MS, STEADY_MS } from '../../src/connection/connection.ts';
import type { SocketEvents } from '../../src/connection/index.ts';
import {
  AWAITED_MS,
  MOST_PATIENCE,
  OPEN_MS,
  PONG_MS,
  QUIET_MS,
  SYNC_MS,
} from '../../src/connection/silence.ts';
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
    this.hear();
    this.connection.ready();
  }

  edit(): void {
    this.connection.send({ type: 'edit', edit: 1, changes: [] });
  }

  /** Something from the server, over the latest socket. */
  hear(): void {
    this.socket.events.received('{"type":"pong"}');
    this.heard.pop();
  }

  /** Milliseconds until the latest socket is given up. */
  untilGivenUp(): number {
    const before = this.clock.now;
    const { socket } = this;
    while (!socket.isClosed && this.clock.step(before + 300_000));
    return this.clock.now - before;
  }

  get pings(): number {
    return this.sockets.flatMap(({ sent }) => sent).filter((text) => text === '{"type":"ping"}').length;
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
    bench.socket.events.received('{"type":"closing","reason":"reborn","retryAfterMs":2000}');
    bench.socket.events.closed(1012);
    bench.pass(1_999);
    expect(bench.sockets.length).toBe(1);
    bench.pass(2_001);
    expect(bench.sockets.length).toBe(2);
  });

  it.each(['moved', 'draining'])(
    'O5 after %s it comes back at once, then after the usual waits',
    (reason) => {
      bench.live();
      bench.socket.events.received(`{"type":"closing","reason":"${reason}"}`);
      bench.socket.events.closed(1012);
      bench.pass(AT_ONCE_MS + JITTER_MS - 1);
      expect(bench.sockets.length).toBe(1);
      bench.pass(1);
      expect(bench.sockets.length).toBe(2);
      for (const wait of [FIRST_MS, 2 * FIRST_MS]) {
        const { length } = bench.sockets;
        bench.socket.events.closed(1006);
        bench.pass(wait - 1);
        expect(bench.sockets.length).toBe(length);
        bench.pass(1);
        expect(bench.sockets.length).toBe(length + 1);
      }
    },
  );

  it('O5 stays away for as long as it is asked to then, too', () => {
    bench.live();
    bench.socket.events.received('{"type":"closing","reason":"draining","retryAfterMs":2000}');
    bench.socket.events.closed(1012);
    bench.pass(1_999 + JITTER_MS);
    expect(bench.sockets.length).toBe(1);
    bench.pass(1);
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

  it('leaves a server that does not speak the protocol', () => {
    bench.socket.events.opened();
    bench.socket.events.received('<html>');
    expect(bench.lost).toEqual([undefined]);
  });

  it.each([
    [4404, 'gone'],
    [4403, 'revoked'],
    [4409, 'superseded'],
  ])('A3 %i ends it: %s', (code, end) => {
    bench.live();
    bench.socket.events.closed(code);
    bench.pass(LONGEST_MS);
    expect(bench.lost).toEqual([end]);
    expect(bench.sockets.length).toBe(1);
  });

  it('A4 comes back at once when its token has ended, and with backoff when that ends it again', () => {
    bench.live();
    bench.socket.events.closed(4401);
    bench.pass(AT_ONCE_MS + JITTER_MS);
    expect(bench.sockets.length).toBe(2);
    bench.socket.events.closed(4401);
    bench.pass(FIRST_MS - 1);
    expect(bench.sockets.length).toBe(2);
    bench.pass(1);
    expect(bench.sockets.length).toBe(3);
    expect(bench.lost).toEqual([undefined, undefined]);
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
});

describe('a server that has stopped answering', () => {
  it('is pinged when it is quiet, and given up when it does not answer', () => {
    bench.live();
    bench.pass(QUIET_MS - 1);
    expect(bench.pings).toBe(0);
    bench.pass(1);
    expect(bench.pings).toBe(1);
    bench.hear();
    bench.pass(QUIET_MS + PONG_MS - 1);
    expect(bench.socket.isClosed).toBe(false);
    bench.pass(1 + FIRST_MS);
    expect(bench.sockets.length).toBe(2);
    expect(bench.sockets[0]?.isClosed).toBe(true);
  });

  it('L9 is noticed sooner while an answer is awaited', () => {
    bench.live();
    bench.pass(10_000);
    bench.edit();
    bench.pass(AWAITED_MS - 1);
    expect(bench.pings).toBe(0);
    bench.pass(1);
    expect(bench.pings).toBe(1);
    bench.pass(PONG_MS - 1);
    expect(bench.socket.isClosed).toBe(false);
    bench.pass(1);
    expect(bench.socket.isClosed).toBe(true);
  });

  it('whatever it says is an answer, and once all is answered it may be quiet', () => {
    bench.live();
    bench.edit();
    for (let at = 0; at < 10; at++) {
      bench.pass(AWAITED_MS - 1);
      bench.hear();
    }
    expect(bench.pings).toBe(0);
    bench.pass(AWAITED_MS);
    bench.edit();
    bench.pass(PONG_MS - 1);
    bench.hear();
    bench.connection.answered();
    bench.pass(QUIET_MS - 1);
    expect([bench.pings, bench.sockets.length]).toEqual([1, 1]);
  });

  it('L9 is given up when it does not say anything in time after the socket was begun', () => {
    bench.pass(OPEN_MS - 1_000);
    bench.socket.events.opened();
    bench.pass(999);
    expect(bench.socket.isClosed).toBe(false);
    bench.pass(1);
    expect(bench.socket.isClosed).toBe(true);
    bench.pass(FIRST_MS);
    expect(bench.sockets.length).toBe(2);
    expect(bench.untilGivenUp()).toBe(OPEN_MS);
  });

  it('J6 is not pinged during a sync, which may take long, and is given up when it falls silent', () => {
    bench.socket.events.opened();
    bench.edit();
    for (let at = 0; at < 5; at++) {
      bench.hear();
      bench.connection.check();
      bench.pass(SYNC_MS - 1);
    }
    expect([bench.pings, bench.socket.isClosed]).toEqual([0, false]);
    bench.pass(1);
    expect(bench.socket.isClosed).toBe(true);
  });

  it('L9 is waited for longer each time, over a slow line, until all is answered', () => {
    const silent = (): number => {
      bench.connection.check();
      bench.live();
      bench.edit();
      return bench.untilGivenUp() - AWAITED_MS;
    };
    const waits = Array.from({ length: 6 }, silent).map((ms) => ms / PONG_MS);
    expect(waits).toEqual([1, 2, 4, 8, MOST_PATIENCE, MOST_PATIENCE]);
    bench.connection.check();
    bench.live();
    bench.edit();
    bench.connection.answered();
    expect(silent()).toBe(PONG_MS);
  });

  it('is asked when the page or the network is back', () => {
    bench.live();
    bench.connection.check();
    bench.connection.check();
    expect(bench.pings).toBe(1);
    expect(bench.untilGivenUp()).toBe(PONG_MS);
  });

  it('is asked once more by a page that did not run meanwhile, and once only', () => {
    bench.live();
    bench.connection.check();
    bench.clock.now += 3_600_000;
    bench.pass(0);
    expect([bench.pings, bench.socket.isClosed]).toEqual([2, false]);
    bench.clock.now += 3_600_000;
    bench.pass(0);
    expect(bench.socket.isClosed).toBe(true);
  });
});
