import { describe, expect, it } from 'vitest';
import { type Change, InvalidChange, type Props } from '../../src/index.ts';
import { REOFFER_MS } from '../../src/outbox/reoffer.ts';
import { DEFAULT_LIMITS } from '../../src/protocol/limits.ts';
import type { FullEvent, ServerMessage, Welcome } from '../../src/protocol/message.ts';
import type { Received } from '../../src/replica/received.ts';
import { Replica } from '../../src/replica/replica.ts';

const welcome: Welcome = {
  type: 'welcome',
  session: 's1',
  project: { id: 'p', title: 'T', version: 'v', settings: {} },
  role: 'owner',
  epoch: 1,
  seq: 0,
  durable: 0,
  applied: [],
  sync: 'snapshot',
  reason: 'first',
  limits: DEFAULT_LIMITS,
  peers: {},
};

/** A replica whose server is this test. */
class Bench {
  readonly replica = new Replica('me');
  seq = 0;

  constructor(objects: Record<string, Props> = {}) {
    this.sync({}, objects);
  }

  sync(
    how: Partial<Welcome>,
    objects: Record<string, Props> = {},
    deleted: string[] = [],
  ): ReadonlySet<string> {
    this.seq = how.seq ?? this.seq;
    this.hear({ ...welcome, seq: this.seq, ...how });
    this.hear({
      type: 'objects',
      objects: Object.entries(objects).map(([id, props]) => ({ id, props })),
      deleted,
    });
    return this.hear({ type: 'ready', seq: this.seq }).changed;
  }

  hear(message: ServerMessage, now = 0) {
    return this.replica.receive(message, now);
  }

  edit(...changes: Change[]): ReadonlySet<string> {
    return this.replica.edit(changes, { group: undefined, newGroup: () => 'one', at: 0 });
  }

  /** Seals the open edit and sends all there is; the store takes everything. */
  send(): number[] {
    const { outbox } = this.replica;
    outbox.records.take();
    outbox.records.written(() => false);
    outbox.seal();
    outbox.kept(outbox.edits('unapplied').map(({ stored }) => stored));
    const numbers: number[] = [];
    for (let edit = outbox.sending.next(); edit; edit = outbox.sending.next()) {
      outbox.sending.sent(edit);
      numbers.push(edit.edit);
    }
    return numbers;
  }

  /** An own edit came back in the short form. */
  own(edit: number) {
    return this.hear({ type: 'events', events: [{ seq: ++this.seq, edit }] });
  }

  /** Another person's edit, or an own one, in full. */
  event(changes: Change[], client = 'other', edit = 1) {
    const event: FullEvent = { seq: ++this.seq, at: 0, by: 'x', client, edit, changes };
    return this.hear({ type: 'events', events: [event] });
  }

  of(id: string): Props | undefined {
    return this.replica.canvas.objects.get(id);
  }
}

const set = (id: string, props: Props): Change => ({ op: 'patch', id, set: props });
const appended = (at: number, value: number): Change => ({
  op: 'patch',
  id: 'a',
  append: { p: { at, values: [value] } },
});

describe('what is shown', () => {
  it('is own edits at once, over what the server has', () => {
    const bench = new Bench({ a: { x: 1, y: 1 } });
    expect(bench.edit(set('a', { x: 2 }))).toEqual(new Set(['a']));
    expect(bench.of('a')).toEqual({ x: 2, y: 1 });
    expect(bench.replica.canvas.copy.get('a')).toEqual({ x: 1, y: 1 });
  });

  it.each<[string, readonly Change[]]>([
    ['sets twice', [set('a', { x: 2, y: [1] }), set('a', { x: 3 })]],
    ['sets and appends', [set('a', { p: [1] }), appended(1, 2)]],
    ['appends twice', [appended(0, 1), appended(1, 2)]],
    ['unsets and sets', [{ op: 'patch', id: 'a', unset: ['x'] }, set('a', { x: 5 })]],
    ['puts and sets', [{ op: 'put', id: 'a', props: { y: 1 } }, set('a', { x: 2 })]],
    [
      'puts and deletes what was not there',
      [
        { op: 'put', id: 'b', props: {} },
        { op: 'delete', id: 'b' },
      ],
    ],
    [
      'puts and deletes',
      [
        { op: 'put', id: 'a', props: {} },
        { op: 'delete', id: 'a' },
      ],
    ],
    [
      'deletes and puts',
      [
        { op: 'delete', id: 'a' },
        { op: 'put', id: 'a', props: { z: {} } },
      ],
    ],
    ['sets an equal value', [set('a', { n: { at: [0] }, x: 9 })]],
  ])('is what the pending changes come to, where one edit %s', (_, changes) => {
    const bench = new Bench({ a: { x: 1, p: [], n: { at: [0] } } });
    const nested = bench.of('a')?.n;
    bench.edit(...changes);
    for (const id of ['a', 'b']) expect(bench.of(id)).toEqual(bench.replica.canvas.laidOut(id));
    if (bench.of('a')?.n !== undefined) expect(bench.of('a')?.n).toBe(nested);
    bench.send();
    for (const id of ['a', 'b']) expect(bench.of(id)).toEqual(bench.replica.canvas.laidOut(id));
  });

  it('does not flicker while own edits are answered one by one', () => {
    const bench = new Bench({ a: { x: 0 } });
    for (const x of [1, 2, 3]) {
      bench.edit(set('a', { x }));
      bench.send();
    }
    expect(bench.event([set('a', { x: 9 })]).changed.size).toBe(0);
    for (const edit of [1, 2, 3]) expect(bench.own(edit).changed.size).toBe(0);
    expect(bench.of('a')).toEqual({ x: 3 });
  });

  it('keeps the identity of what did not change', () => {
    const points = [[0, 0]];
    const bench = new Bench({ a: { x: 0, points }, b: { x: 0 } });
    const [a, b] = [bench.of('a'), bench.of('b')];
    bench.event([{ op: 'put', id: 'a', props: { x: 1, points: [[0, 0]] } }]);
    expect(bench.of('a')?.points).toBe(a?.points);
    expect(bench.of('b')).toBe(b);
    expect(bench.event([set('a', { x: 1 })]).changed.size).toBe(0);
  });

  it('skips what does not fit, and shows it once it fits', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    expect(bench.event([{ op: 'delete', id: 'a' }]).changed).toEqual(new Set(['a']));
    expect(bench.of('a')).toBeUndefined();
    bench.event([{ op: 'put', id: 'a', props: { x: 5 } }]);
    expect(bench.of('a')).toEqual({ x: 1 });
  });

  it('is a copy: the caller may change the objects that it was made of', () => {
    const bench = new Bench();
    const points = [1];
    bench.edit({ op: 'put', id: 'a', props: { points } });
    points.push(2);
    expect(bench.of('a')).toEqual({ points: [1] });
  });
});

describe('what others set, and own changes replace', () => {
  const theirs = ({ overruled }: Received) => overruled && Object.fromEntries(overruled);

  it('is told when it comes: of properties that both set to something else', () => {
    const bench = new Bench({ a: { x: 1, text: 'old' }, b: {} });
    bench.edit(set('a', { text: 'mine', y: 1 }));
    expect(theirs(bench.event([set('a', { text: 'theirs', x: 2, y: 1 }), set('b', { text: 'b' })]))).toEqual({
      a: { before: { x: 1, text: 'old' }, theirs: { text: 'theirs' } },
    });
    bench.send();
    bench.own(1);
    expect(theirs(bench.event([set('a', { text: 'later' })]))).toBeUndefined();
  });

  it('is told at the sync where it was set while the client was away', () => {
    const bench = new Bench({ a: { x: 1, text: 'old' } });
    bench.replica.lost();
    bench.edit(set('a', { text: 'mine' }));
    const hear = (message: Parameters<Bench['hear']>[0]) => bench.hear(message);
    hear({ ...welcome, seq: 5, sync: 'delta' });
    hear({ type: 'objects', objects: [{ id: 'a', props: { x: 2, text: 'theirs' } }], deleted: [] });
    expect(theirs(hear({ type: 'ready', seq: 5 }))).toEqual({
      a: { before: { x: 1, text: 'old' }, theirs: { text: 'theirs' } },
    });
    expect(bench.of('a')).toEqual({ x: 2, text: 'mine' });
  });

  it('is told of what own changes delete, but not of what is as it was', () => {
    const before = { x: 1, text: 'old' };
    const bench = new Bench({ a: before });
    bench.edit({ op: 'delete', id: 'a' });
    expect(theirs(bench.event([set('a', { x: 1, text: 'theirs' })]))).toEqual({
      a: { before, theirs: { text: 'theirs' } },
    });
    bench.edit({ op: 'put', id: 'a', props: { y: 1 } });
    expect(theirs(bench.event([set('a', { text: 'later' })]))).toBeUndefined();
  });

  it('is told of what older page loads of this browser left, and not of these themselves', () => {
    const before = { text: 'old' };
    const bench = new Bench({ a: before });
    const left = (edit: number, text: string) => ({
      client: 'earlier',
      edit: { edit, changes: [set('a', { text })], at: 0 },
    });
    bench.replica.showEarlier([left(7, 'first'), left(8, 'second')]);
    expect(theirs(bench.event([set('a', { text: 'theirs' })]))).toEqual({
      a: { before, theirs: { text: 'theirs' } },
    });
    expect(theirs(bench.event([set('a', { text: 'first' })], 'somebody', 7))).toBeUndefined();
  });
});

describe('what older page loads replace', () => {
  const left = (...changes: Change[]) => [{ client: 'earlier', edit: { edit: 7, changes, at: 0 } }];
  const theirs = { a: { before: { text: 'old' }, theirs: { text: 'theirs' } } };

  it('is told as well where what they left is read after the first sync', () => {
    const { replica } = new Bench();
    const fresh = new Replica('me');
    expect(replica.showEarlier(left(set('a', { text: 'mine' }))).overruled).toBeUndefined();
    fresh.picture(new Map([['a', { text: 'old' }]]));
    fresh.receive({ ...welcome, seq: 5 }, 0);
    fresh.receive({ type: 'objects', objects: [{ id: 'a', props: { text: 'theirs' } }], deleted: [] }, 0);
    fresh.receive({ type: 'ready', seq: 5 }, 0);
    const shown = fresh.showEarlier(left(set('a', { text: 'mine' })));
    expect(Object.fromEntries(shown.overruled ?? [])).toEqual(theirs);
    expect(fresh.showEarlier(left(set('a', { text: 'mine' }))).overruled).toBeUndefined();
  });

  it('is not what this page load wrote before, and hears of after a cut', () => {
    const bench = new Bench({ a: { text: '' } });
    bench.edit(set('a', { text: 'helo' }));
    bench.send();
    bench.replica.lost();
    bench.edit(set('a', { text: 'hello' }));
    bench.hear({ ...welcome, seq: 1, sync: 'delta', durable: 1, applied: [[1, 1]] });
    bench.hear({ type: 'objects', objects: [{ id: 'a', props: { text: 'helo' } }], deleted: [] });
    expect(bench.hear({ type: 'ready', seq: 1 }).overruled).toBeUndefined();
    expect(bench.of('a')).toEqual({ text: 'hello' });
  });
});

describe('what is not sent yet', () => {
  it('is one edit, and one change an object', () => {
    const bench = new Bench();
    bench.edit({ op: 'put', id: 'a', props: { p: [0] } });
    bench.edit({ op: 'patch', id: 'a', append: { p: { at: 1, values: [1] } } });
    bench.edit(set('a', { x: 1 }));
    bench.send();
    const [edit] = bench.replica.outbox.edits('unsettled');
    expect(edit?.stored.changes).toEqual([{ op: 'put', id: 'a', props: { p: [0, 1], x: 1 } }]);
  });

  it('is nothing when it was taken back', () => {
    const bench = new Bench({ a: { x: 1 } });
    bench.edit(set('a', { x: 2 }), { op: 'put', id: 'b', props: {} });
    bench.edit(set('a', { x: 1 }), { op: 'delete', id: 'b' });
    expect(bench.send()).toEqual([]);
    expect(bench.replica.outbox.unsettled).toBe(0);
  });

  it('never goes into what is sealed', () => {
    const bench = new Bench({ a: { x: 1 } });
    bench.edit(set('a', { x: 2 }));
    bench.send();
    bench.edit(set('a', { x: 3 }));
    expect(bench.replica.outbox.get(1)?.stored.changes).toEqual([set('a', { x: 2 })]);
    expect(bench.send()).toEqual([2]);
  });

  it('is cut where it would be too large for a frame, never dropped', () => {
    const bench = new Bench();
    const text = 'x'.repeat(200_000);
    bench.edit(
      ...Array.from({ length: 12 }, (_, at): Change => ({ op: 'put', id: `o${at}`, props: { text } })),
    );
    bench.send();
    const edits = bench.replica.outbox.edits('unsettled');
    expect(edits.every(({ bytes }) => bytes <= DEFAULT_LIMITS.frame)).toBe(true);
    expect(edits.flatMap(({ stored }) => stored.changes).length).toBe(12);
    expect(edits.map(({ stored }) => stored.group)).toEqual(edits.map(() => 'one'));
  });

  it('is closed at 256 KiB and 1,000 changes, however long the server is away', () => {
    const bench = new Bench();
    for (let at = 0; at < 2_100; at++)
      bench.edit({ op: 'put', id: `o${at}`, props: { text: 'x'.repeat(200) } });
    bench.replica.outbox.seal();
    const edits = bench.replica.outbox.edits('unsettled');
    expect(edits.length).toBeGreaterThanOrEqual(3);
    expect(edits.every(({ changes, bytes }) => changes.size <= 1_000 && bytes <= 256 << 10)).toBe(true);
  });

  it('is not made at all when it is wrong', () => {
    const bench = new Bench({ a: { x: 1, text: 'abc' } });
    const append: Change = { op: 'patch', id: 'a', append: { text: { at: 2, values: 'd' } } };
    expect(() => bench.edit(set('a', { x: 2 }), append)).toThrow(InvalidChange);
    expect(() => bench.edit(set('a', { x: Number.NaN }))).toThrow(InvalidChange);
    expect(() => bench.edit({ op: 'put', id: 'b', props: { text: 'x'.repeat(300_000) } })).toThrow(
      'over 262144',
    );
    expect(bench.of('a')).toEqual({ x: 1, text: 'abc' });
    expect(bench.replica.outbox.unsettled).toBe(0);
  });

  it('leaves out patches of what is not there', () => {
    const bench = new Bench({ a: { x: 1 } });
    bench.edit(set('gone', { x: 2 }), set('a', { x: 2 }));
    bench.send();
    expect(bench.replica.outbox.get(1)?.stored.changes).toEqual([set('a', { x: 2 })]);
  });
});

describe('what the server says', () => {
  it('B2 is of this client where it bears its author id; where none was told, its UUID', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.sync({ author: 'author of me' }, { a: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    bench.send();
    bench.event([set('a', { x: 5 })], 'me');
    expect(bench.replica.outbox.get(1)?.seq).toBeUndefined();
    bench.event([set('a', { x: 1 })], 'author of me');
    expect(bench.replica.outbox.get(1)?.seq).toBe(bench.seq);
    bench.sync({ reason: 'resumed' }, { a: { x: 1 } });
    bench.event([set('a', { x: 1 })], 'me');
    expect(bench.replica.outbox.get(1)?.seq).toBe(bench.seq);
  });

  it('D3 is durable only up to the events that are here', () => {
    const bench = new Bench();
    bench.edit({ op: 'put', id: 'a', props: {} });
    bench.send();
    bench.own(1);
    expect(bench.replica.outbox.unsettled).toBe(1);
    expect(bench.hear({ type: 'durable', seq: 2 }).fault).toBeDefined();
    bench.hear({ type: 'durable', seq: 1 });
    expect(bench.replica.outbox.unsettled).toBe(0);
  });

  it('B4 is not followed over a gap, nor by what cannot be resolved', () => {
    const bench = new Bench();
    expect(bench.own(7).fault).toContain('edit 7');
    expect(new Bench().hear({ type: 'events', events: [{ seq: 5, edit: 1 }] }).fault).toContain('event 5');
  });

  it('E2 an applied edit whose event is still to come is shown until it comes', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    bench.send();
    expect(bench.hear({ type: 'applied', edit: 1, seq: 1 }).changed.size).toBe(0);
    expect(bench.event([set('a', { x: 1 })], 'me', 1).changed.size).toBe(0);
    expect(bench.of('a')).toEqual({ x: 1 });
  });

  it('J8 at a welcome seqs are forgotten, those listed taken, and the others sent again in order', () => {
    const bench = new Bench({ a: { x: 0 } });
    for (const x of [1, 2, 3]) {
      bench.edit(set('a', { x }));
      bench.send();
    }
    bench.own(1);
    bench.own(2);
    bench.replica.lost();
    const changed = bench.sync(
      { epoch: 2, seq: 1, durable: 1, reason: 'diverged', applied: [[1, 1]] },
      { a: { x: 1 } },
    );
    expect(changed.size).toBe(0);
    expect(bench.replica.outbox.pending).toBe(2);
    expect(bench.send()).toEqual([2, 3]);
  });

  it('J8 what was sent before an edit that is listed was refused: it is made again without what that one set', () => {
    const bench = new Bench({ a: { x: 0 }, b: { x: 0 } });
    bench.edit(set('a', { x: 1 }), set('b', { x: 1 }));
    bench.send();
    bench.edit(set('a', { x: 2 }));
    bench.send();
    bench.replica.lost();
    const applied = [[2, 1]] as const;
    const changed = bench.sync({ epoch: 2, seq: 1, durable: 1, applied }, { a: { x: 2 }, b: { x: 0 } });
    expect(changed.size).toBe(0);
    expect(bench.of('a')).toEqual({ x: 2 });
    const [again] = bench.send();
    expect(bench.replica.outbox.get(again as number)?.stored.changes).toEqual([set('b', { x: 1 })]);
    expect(again).toBeGreaterThan(2);
  });

  it('J8 it may have come over HTTP, if the page was left: then it is sent again as it is', () => {
    const bench = new Bench({ a: { x: 0 } });
    for (const x of [1, 2]) {
      bench.edit(set('a', { x }));
      bench.send();
      if (x === 1) bench.replica.outbox.sentBeside();
    }
    bench.replica.lost();
    bench.sync({ epoch: 2, seq: 2, durable: 2, applied: [[2, 2]] }, { a: { x: 2 } });
    expect(bench.send()).toEqual([1]);
  });

  it('R5 a delta is laid over the copy, a snapshot replaces it', () => {
    const bench = new Bench({ a: { x: 0 }, b: { x: 0 } });
    bench.replica.lost();
    expect(bench.sync({ sync: 'delta', seq: 4 }, { c: {} }, ['a'])).toEqual(new Set(['a', 'c']));
    bench.replica.lost();
    expect(bench.sync({ seq: 5 }, { c: { x: 1 } })).toEqual(new Set(['b', 'c']));
    expect([...bench.replica.canvas.objects]).toEqual([['c', { x: 1 }]]);
  });

  it('a sync that breaks off has changed nothing', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.hear({ ...welcome, seq: 3 });
    bench.hear({ type: 'objects', objects: [], deleted: ['a'] });
    bench.replica.lost();
    expect(bench.of('a')).toEqual({ x: 0 });
    expect(bench.replica.resume).toEqual({ epoch: 1, seq: 0 });
  });

  it('D5 after stopped nothing is sent, and at ok everything without a seq again', () => {
    const bench = new Bench({ a: { x: 0 } });
    for (const x of [1, 2]) {
      bench.edit(set('a', { x }));
      bench.send();
    }
    bench.own(1);
    bench.hear({ type: 'persistence', state: 'stopped' });
    expect(bench.replica.maySend).toBe(false);
    bench.hear({ type: 'persistence', state: 'ok' });
    expect(bench.send()).toEqual([2]);
  });
});

describe('what is refused', () => {
  it('is made again without what does not fit', () => {
    const bench = new Bench({ a: { x: 0 }, b: { x: 0 } });
    bench.edit(set('a', { x: 1 }), set('b', { x: 1 }));
    bench.send();
    bench.event([{ op: 'delete', id: 'b' }]);
    bench.hear({ type: 'refused', edit: 1, code: 'not_found', message: 'no b' });
    expect(bench.of('a')).toEqual({ x: 1 });
    expect(bench.send()).toEqual([3]);
    expect(bench.replica.outbox.get(3)?.stored.changes).toEqual([set('a', { x: 1 })]);
    expect(bench.replica.setAside).toEqual([]);
  });

  it('is not made again over what was done since', () => {
    const bench = new Bench({ a: { x: 0 }, b: { x: 0 } });
    bench.edit(set('a', { x: 1, y: 1 }), set('b', { x: 1 }));
    bench.send();
    bench.edit(set('a', { x: 2 }));
    bench.send();
    bench.event([{ op: 'delete', id: 'b' }]);
    bench.hear({ type: 'refused', edit: 1, code: 'not_found', message: 'no b' });
    bench.own(2);
    expect(bench.send()).toEqual([4]);
    expect(bench.replica.outbox.get(4)?.stored.changes).toEqual([set('a', { y: 1 })]);
    expect(bench.of('a')).toEqual({ x: 2, y: 1 });
  });

  it('E15 is made again under another number, and gets past all that a stranger has taken', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    const sent = bench.send();
    for (let refusals = 0; refusals < 6; refusals++) {
      const edit = sent.at(-1) ?? 0;
      bench.hear({ type: 'refused', edit, code: 'conflict', message: 'taken', number: 'taken' });
      sent.push(...bench.send());
    }
    expect(sent).toEqual([1, 4, 8, 14, 24, 42, 76]);
    expect(bench.replica.outbox.get(76)?.stored.changes).toEqual([set('a', { x: 1 })]);
    bench.own(76);
    bench.hear({ type: 'durable', seq: bench.seq });
    expect(bench.replica.outbox.unsettled).toBe(0);
    expect(bench.replica.setAside).toEqual([]);
  });

  it('E14 waits for its object after a reconnect, under a new number, and is set aside after ten seconds', () => {
    const bench = new Bench({ a: { x: 0 }, b: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    bench.edit(set('b', { x: 1 }));
    bench.send();
    bench.replica.lost();
    bench.sync({ epoch: 2, seq: 0, reason: 'diverged' });
    bench.send();
    bench.hear({ type: 'refused', edit: 1, code: 'not_found', message: 'no a' }, 1_000);
    expect(bench.send()).toEqual([]);
    bench.event([
      { op: 'put', id: 'a', props: { x: 0 } },
      { op: 'delete', id: 'b' },
    ]);
    expect(bench.send()).toEqual([]); // b is still missing
    bench.replica.elapsed(1_000 + REOFFER_MS);
    expect(bench.send()).toEqual([3]);
    expect(bench.replica.setAside).toMatchObject([{ client: 'me', edit: 2, changes: [set('b', { x: 1 })] }]);
  });

  it('for any other reason is set aside and shown', () => {
    const bench = new Bench({ a: { x: 0 } });
    bench.edit(set('a', { x: 1 }));
    bench.send();
    const { changed } = bench.hear({ type: 'refused', edit: 1, code: 'too_large', message: 'over it' });
    expect(changed).toEqual(new Set(['a']));
    expect(bench.of('a')).toEqual({ x: 0 });
    const [aside] = bench.replica.setAside;
    expect(aside).toMatchObject({ edit: 1, reason: 'too_large: over it', changes: [set('a', { x: 1 })] });
    expect(bench.replica.outbox.records.take().get(1)).toMatchObject({ setAside: 'too_large: over it' });
    if (aside) bench.replica.dismiss(aside);
    expect(bench.replica.outbox.records.take().get(1)).toBeUndefined();
  });
});

describe('E14 an edit that cost a socket', () => {
  const three = () => {
    const bench = new Bench();
    for (const id of ['a', 'b', 'c']) {
      bench.edit({ op: 'put', id, props: {} });
      bench.send();
    }
    return bench;
  };

  it('is set aside where the server names it; later ones go on', () => {
    const bench = three();
    expect(bench.replica.blamed(2, 'unstorable')).toEqual(new Set(['b']));
    bench.replica.lost();
    bench.sync({});
    expect(bench.send()).toEqual([1, 3]);
  });

  it('is found by sending one at a time where it is not named', () => {
    const bench = three();
    bench.replica.blamed(undefined, 'malformed');
    bench.replica.lost();
    bench.sync({});
    expect(bench.send()).toEqual([1]);
    bench.own(1);
    expect(bench.send()).toEqual([2]);
    bench.replica.blamed(undefined, 'malformed');
    bench.replica.lost();
    bench.sync({ sync: 'delta', applied: [[1, 1]] });
    expect(bench.send()).toEqual([3]);
    expect(bench.replica.setAside).toMatchObject([{ edit: 2 }]);
  });

  it('is none of those that were not on that socket', () => {
    const bench = three();
    bench.replica.lost();
    bench.replica.blamed(undefined, 'no hello in time');
    expect(bench.replica.setAside).toEqual([]);
  });
});
