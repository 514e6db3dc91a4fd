import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.ts';
import type { ServerMessage, Welcome } from '../../src/protocol/message.ts';
import { Replica } from '../../src/replica/replica.ts';

const welcome = (more: Partial<Welcome>): Welcome => ({
  type: 'welcome',
  session: 's',
  project: { id: 'p', title: 'T', version: 'v', settings: {} },
  role: 'owner',
  epoch: 8,
  seq: 10,
  durable: 10,
  applied: [],
  sync: 'snapshot',
  reason: 'first',
  limits: DEFAULT_LIMITS,
  peers: {},
  ...more,
});

/** A frame with one object, or one that is gone. */
const frame = (
  id: string,
  x: number | undefined,
  extent: { upTo?: number; at?: number } = {},
): ServerMessage => ({
  type: 'objects',
  objects: x === undefined ? [] : [{ id, props: { x } }],
  deleted: x === undefined ? [id] : [],
  ...extent,
});

/** A client that hears these, one after the other, on one socket. */
function hear(replica: Replica, ...messages: readonly ServerMessage[]): void {
  for (const message of messages) expect(replica.receive(message, 0).fault).toBeUndefined();
}

const shown = ({ canvas }: Replica) => Object.fromEntries(canvas.objects);

describe('R8 a sync that is cut', () => {
  it('goes on where it was, however often it is cut', () => {
    const replica = new Replica('c');
    hear(replica, welcome({}), frame('a', 1, { upTo: 3, at: 9 }), frame('b', 1, { upTo: 5, at: 10 }));
    expect(replica.partial).toEqual({ epoch: 8, seq: 9, upTo: 5 });
    replica.lost();
    expect([replica.partial, replica.resume, shown(replica)]).toEqual([
      { epoch: 8, seq: 9, upTo: 5 },
      undefined,
      {},
    ]);
    const goesOn = welcome({ seq: 12, sync: 'delta', reason: 'resumed' });
    hear(replica, goesOn, frame('c', 1, { upTo: 9, at: 12 }));
    replica.lost();
    expect(replica.partial).toEqual({ epoch: 8, seq: 9, upTo: 9 });
    hear(replica, { ...goesOn, seq: 14 }, frame('a', undefined), frame('d', 1), { type: 'ready', seq: 14 });
    expect(shown(replica)).toEqual({ b: { x: 1 }, c: { x: 1 }, d: { x: 1 } });
    expect([replica.partial, replica.resume]).toEqual([undefined, { epoch: 8, seq: 14 }]);
  });

  it('begins again where the server says so, or does not tell how far it has come', () => {
    const replica = new Replica('c');
    hear(replica, welcome({}), frame('a', 1, { upTo: 3, at: 9 }));
    replica.lost();
    hear(replica, welcome({ epoch: 9 }), frame('b', 1));
    expect(replica.partial).toBeUndefined();
    hear(replica, { type: 'ready', seq: 10 });
    expect(shown(replica)).toEqual({ b: { x: 1 } });
  });

  it('takes the place of what a picture showed', () => {
    const replica = new Replica('c');
    replica.picture(new Map([['old', { x: 1 }]]));
    hear(replica, welcome({}), frame('a', 1, { upTo: 3, at: 9 }));
    replica.lost();
    hear(replica, welcome({ sync: 'delta', reason: 'resumed' }), { type: 'ready', seq: 10 });
    expect(shown(replica)).toEqual({ a: { x: 1 } });
  });

  /** A client with a copy, to which the server has told `b` of a delta when it was cut. */
  function cutDelta(): Replica {
    const replica = new Replica('c');
    hear(replica, welcome({}), frame('a', 1), frame('b', 1), frame('c', 1), { type: 'ready', seq: 10 });
    replica.lost();
    const delta = welcome({ epoch: 9, seq: 20, sync: 'delta', reason: 'resumed' });
    hear(replica, delta, frame('b', 2, { upTo: 12, at: 19 }));
    replica.lost();
    expect([replica.resume, shown(replica).b]).toEqual([{ epoch: 8, seq: 10 }, { x: 1 }]);
    return replica;
  }

  it('goes on also where there is a copy to resume from, and is laid over that', () => {
    const replica = cutDelta();
    expect(replica.partial).toEqual({ epoch: 9, seq: 19, upTo: 12 });
    const goesOn = welcome({ epoch: 9, seq: 21, sync: 'delta', reason: 'resumed' });
    hear(replica, goesOn, frame('d', 2, { upTo: 20, at: 21 }));
    replica.lost();
    expect(replica.partial).toEqual({ epoch: 9, seq: 19, upTo: 20 });
    hear(replica, { ...goesOn, seq: 22 }, frame('c', undefined), { type: 'ready', seq: 22 });
    expect(shown(replica)).toEqual({ a: { x: 1 }, b: { x: 2 }, d: { x: 2 } });
    expect([replica.partial, replica.resume]).toEqual([undefined, { epoch: 9, seq: 22 }]);
  });

  it('is forgotten in another epoch, in which what it brought may never have been', () => {
    const replica = cutDelta();
    const other = welcome({ epoch: 10, seq: 11, durable: 11, sync: 'delta', reason: 'resumed' });
    hear(replica, other, frame('c', 3), { type: 'ready', seq: 11 });
    expect(shown(replica)).toEqual({ a: { x: 1 }, b: { x: 1 }, c: { x: 3 } });
  });

  it('that takes the place of a copy goes on without that copy', () => {
    const replica = cutDelta();
    hear(replica, welcome({ epoch: 10, reason: 'diverged' }), frame('a', 5, { upTo: 3, at: 10 }));
    replica.lost();
    expect([replica.partial, replica.resume]).toEqual([{ epoch: 10, seq: 10, upTo: 3 }, undefined]);
    const goesOn = welcome({ epoch: 10, sync: 'delta', reason: 'resumed' });
    hear(replica, goesOn, frame('d', 5), { type: 'ready', seq: 10 });
    expect(shown(replica)).toEqual({ a: { x: 5 }, d: { x: 5 } });
  });
});
