import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AWAITED_MS, PONG_MS } from '../../src/connection/silence.ts';
import { Api, type Change, NotEditable } from '../../src/index.ts';
import { memoryLocks, projectLockName } from '../../src/ports/locks.ts';
import { MORE_WITHIN_MS } from '../../src/project/editPipeline.ts';
import { KEEP_WITHIN_MS } from '../../src/project/outboxWriter.ts';
import { PRESENCE_MS } from '../../src/project/presenceChannel.ts';
import { LIVE_MS, LONGEST_WAIT } from '../../src/project/sendScheduler.ts';
import { BLINK_MS } from '../../src/project/status.ts';
import { LOOK_MS, UNREADABLE_MS } from '../../src/recovery/recovery.ts';
import { memoryOutbox } from '../../src/storage/index.ts';
import { FIRST_MS } from '../../src/timing/backoff.ts';
import { ProjectFixture } from './projectFixture.ts';

const put = (id: string): Change => ({ op: 'put', id, props: { x: 0 } });
const move = (x: number): Change => ({ op: 'patch', id: 'a', set: { x } });

let fixture: ProjectFixture;
beforeEach(() => {
  fixture = new ProjectFixture();
});

describe('when edits leave', () => {
  it('a gesture leaves about thirty times a second, the first at once', async () => {
    await fixture.live({ a: { x: 0 } });
    for (let ms = 0; ms < 1_000; ms += 8) {
      fixture.project.edit([move(ms + 1)], { history: 'gesture' });
      await fixture.pass(8);
    }
    await fixture.pass(LIVE_MS);
    expect(fixture.edits.length).toBeGreaterThan(24);
    expect(fixture.edits.length).toBeLessThanOrEqual(Math.ceil(1_000 / LIVE_MS) + 1);
    expect(fixture.edits.at(-1)?.changes).toEqual([move(993)]);
    expect(new Set(fixture.edits.map(({ group }) => group)).size).toBe(1);
  });

  it('others leave after some quiet, or after four times that when there is none', async () => {
    await fixture.live({ a: { x: 0 } });
    fixture.project.edit([move(1)]);
    await fixture.pass(299);
    expect(fixture.edits.length).toBe(0);
    await fixture.pass(1);
    expect(fixture.edits.length).toBe(1);
    for (let ms = 0; ms < 300 * LONGEST_WAIT; ms += 100) {
      fixture.project.edit([move(ms + 2)]);
      await fixture.pass(100);
    }
    expect(fixture.edits.length).toBe(2);
  });

  it('follow the interval as it is set, checked', async () => {
    await fixture.live({ a: { x: 0 } });
    fixture.project.configure({ autoSaveInterval: 1_000 });
    fixture.project.edit([move(1)]);
    await fixture.pass(999);
    expect(fixture.edits.length).toBe(0);
    await fixture.pass(1);
    expect(fixture.edits.length).toBe(1);
    expect(() => fixture.project.configure({ autoSaveInterval: 99 })).toThrow(RangeError);
    expect(fixture.project.settings.autoSaveInterval).toBe(1_000);
  });

  it('pitfall 11: not before they are in the store', async () => {
    await fixture.live();
    fixture.storage = 'held';
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(100);
    expect(fixture.edits).toEqual([]);
    await fixture.release();
    expect(fixture.edits.length).toBe(1);
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toMatchObject([{ edit: 1 }]);
  });

  it('are in the store as soon as they are made, long before they leave', async () => {
    fixture.project.edit([put('a')]);
    await fixture.pass(0);
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toMatchObject([
      { edit: 1, changes: [put('a')] },
    ]);
  });

  it('of which more follows are stored and sent with that, as one', async () => {
    await fixture.live({ a: { x: 0 }, b: { x: 0 } });
    const writes = vi.spyOn(fixture.kept, 'put');
    const { id, client } = fixture.project;
    fixture.project.edit([move(1)], { history: 'gesture', more: true });
    await fixture.pass(100);
    expect(fixture.project.objects.get('a')).toEqual({ x: 1 });
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
    expect([await fixture.kept.read(id, client), fixture.edits]).toEqual([[], []]);
    fixture.project.edit([{ op: 'patch', id: 'b', set: { x: 1 } }], { history: 'gesture' });
    await fixture.pass(LIVE_MS);
    expect(writes).toHaveBeenCalledTimes(1);
    expect(fixture.edits.map(({ changes }) => changes.length)).toEqual([2]);
  });

  it('of which no more follows are stored within a second, or when the page is left', async () => {
    await fixture.live({ a: { x: 0 } });
    const { id, client } = fixture.project;
    fixture.project.edit([move(1)], { history: 'gesture', more: true });
    await fixture.pass(MORE_WITHIN_MS);
    expect(await fixture.kept.read(id, client)).toMatchObject([{ edit: 1, changes: [move(1)] }]);
    await fixture.pass(fixture.project.settings.autoSaveInterval);
    expect(fixture.edits.map(({ changes }) => changes)).toEqual([[move(1)]]);
    await fixture.settle(1);
    fixture.project.edit([move(2)], { history: 'gesture', more: true });
    fixture.page?.hidden();
    await fixture.pass(0);
    expect(await fixture.kept.read(id, client)).toMatchObject([{ edit: 2, changes: [move(2)] }]);
  });

  it.each([-3_600_000, 3_600_000])('leave in time after the clock was set by %i ms', async (ms) => {
    await fixture.live({ a: { x: 0 } });
    fixture.project.edit([move(1)], { live: true });
    await fixture.settle(1);
    fixture.clock.ahead += ms;
    for (const x of [2, 3]) {
      fixture.project.edit([move(x)], { live: x === 2 });
      await fixture.pass(x === 2 ? LIVE_MS : fixture.project.settings.autoSaveInterval);
      expect(fixture.edits.at(-1)?.changes).toEqual([move(x)]);
    }
    const at = fixture.clock.date;
    fixture.project.edit([move(4)]);
    await fixture.pass(0);
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toContainEqual(
      expect.objectContaining({ changes: [move(4)], at }),
    );
  });

  it('stay open while the server is away: a long stroke is one edit', async () => {
    await fixture.live({ a: { x: 0 } });
    fixture.socket?.closed(1006);
    for (let x = 1; x < 200; x++) {
      fixture.project.edit([move(x)], { history: 'gesture' });
      await fixture.pass(16);
    }
    expect(fixture.project.saveState).toEqual({ kind: 'offline', edits: 1 });
  });

  it('stay open while too many are unanswered', async () => {
    await fixture.live({ a: { x: 0 } });
    for (let x = 1; x < 200; x++) {
      fixture.project.edit([move(x)], { live: true });
      await fixture.pass(LIVE_MS);
      fixture.hear({ type: 'pong' });
    }
    expect(fixture.edits.length).toBe(32);
    await fixture.settle(...Array.from({ length: 32 }, (_, at) => at + 1));
    expect(fixture.edits.at(-1)?.changes).toEqual([move(199)]);
    expect(fixture.edits.length).toBe(33);
  });
});

describe('what a person is told', () => {
  it('saved, saving, saved', async () => {
    await fixture.live();
    await fixture.pass(1_000);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    fixture.project.edit([put('a')]);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
    await fixture.pass(300);
    fixture.hear({ type: 'events', events: [{ seq: ++fixture.seq, edit: 1 }] });
    expect(fixture.project.saveState.kind).toBe('saving');
    await fixture.settle();
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    expect(await fixture.kept.clients(fixture.project.id)).toEqual([]);
  });

  it('nothing, of what was made and taken back', async () => {
    await fixture.live({ a: { x: 0 } });
    await fixture.pass(1_000);
    fixture.project.edit([move(1)]);
    fixture.project.edit([move(0)]);
    await fixture.pass(0);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    await fixture.pass(1_000);
    expect(fixture.edits).toEqual([]);
    expect(await fixture.kept.clients(fixture.project.id)).toEqual([]);
  });

  it.each([
    ['O5 saved', 'moved', { kind: 'saved' }],
    ['O5 saving', 'moved', { kind: 'saving', edits: 1, kept: true }],
    ['saved', undefined, { kind: 'saved' }],
    ['saving', undefined, { kind: 'saving', edits: 1, kept: true }],
  ] as const)('%s, of a connection that is back within a blink (closing: %s)', async (_, reason, told) => {
    await fixture.live({ a: { x: 0 } });
    await fixture.pass(1_000);
    if (told.kind === 'saving') fixture.project.edit([move(1)], { live: true });
    await fixture.pass(0);
    const states: unknown[] = [];
    fixture.project.on('saveState', (state) => states.push(state));
    fixture.project.on('peers', (peers) => states.push(peers.size));
    fixture.project.on('changed', (changed) => states.push(changed));
    if (reason) fixture.hear({ type: 'closing', reason });
    fixture.socket?.closed(1012);
    await fixture.pass(BLINK_MS - 1);
    expect(fixture.project.saveState).toEqual(told);
    expect(fixture.project.status).toMatchObject({ kind: 'reconnecting', away: false });
    await fixture.live({ a: { x: 0 } });
    await fixture.pass(0);
    expect(fixture.project.saveState).toEqual(told);
    expect(states).toEqual([1]); // the peers, told once more
  });

  it('that it is offline once that takes longer than a blink, whatever is tried meanwhile', async () => {
    await fixture.live();
    await fixture.pass(1_000);
    fixture.socket?.closed(1006);
    for (let at = 0; at < BLINK_MS; at += 100) {
      expect(fixture.project.saveState).toEqual({ kind: 'saved' });
      await fixture.pass(100);
      fixture.socket?.closed(1006);
    }
    expect(fixture.project.saveState).toEqual({ kind: 'offline', edits: 0 });
    expect(fixture.project.status).toMatchObject({ kind: 'reconnecting', away: true });
    fixture.page?.online();
    await fixture.live();
    expect(fixture.project.status).toMatchObject({ kind: 'live', away: false });
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
  });

  it('that it is offline, of a server that is not there from the start', async () => {
    fixture.project.edit([put('a')]);
    await fixture.pass(1_000);
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS - 1);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
    await fixture.pass(1);
    expect(fixture.project.saveState).toEqual({ kind: 'offline', edits: 1 });
  });

  it('nothing else of a server that falls silent: another connection is made in time', async () => {
    await fixture.live({ a: { x: 0 } });
    await fixture.pass(1_000);
    const first = fixture.socket;
    fixture.project.edit([move(1)], { live: true });
    await fixture.pass(AWAITED_MS + PONG_MS - 1);
    expect(fixture.project.status.kind).toBe('live');
    await fixture.pass(1);
    expect(fixture.project.status.kind).toBe('reconnecting');
    await fixture.pass(FIRST_MS);
    expect(fixture.socket).not.toBe(first);
    await fixture.live({ a: { x: 0 } });
    expect(fixture.edits.map(({ edit }) => edit)).toEqual([1, 1]);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
  });

  it('that it is not kept, when the store fails; it is sent all the same', async () => {
    await fixture.live();
    fixture.storage = 'failing';
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(0);
    expect(fixture.edits.length).toBe(1);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: false });
    fixture.socket?.closed(1006);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: false });
    await fixture.pass(BLINK_MS);
    expect(fixture.project.saveState).toEqual({
      kind: 'notSaving',
      edits: 1,
      reason: 'notKept',
      kept: false,
    });
    fixture.storage = 'well';
    await fixture.pass(6_000);
    expect(fixture.project.saveState).toEqual({ kind: 'offline', edits: 1 });
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toMatchObject([{ edit: 1 }]);
  });

  it('the same, when the store hangs', async () => {
    await fixture.live();
    fixture.storage = 'held';
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(KEEP_WITHIN_MS);
    expect(fixture.edits.length).toBe(1);
    expect(fixture.project.saveState).toMatchObject({ kept: false });
  });

  it('D5 that the server has stopped', async () => {
    await fixture.live();
    fixture.hear({ type: 'persistence', state: 'stopped' });
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(1_000);
    expect(fixture.edits).toEqual([]);
    expect(fixture.project.saveState).toEqual({ kind: 'notSaving', edits: 1, reason: 'stopped', kept: true });
    fixture.hear({ type: 'persistence', state: 'ok' });
    await fixture.pass(0);
    expect(fixture.edits.length).toBe(1);
  });

  it('what could not be taken, until it is dismissed', async () => {
    await fixture.live();
    await fixture.pass(1_000);
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(0);
    fixture.hear({ type: 'refused', edit: 1, code: 'too_large', message: 'no' });
    await fixture.pass(0);
    expect(fixture.project.saveState).toEqual({
      kind: 'notSaving',
      edits: 0,
      reason: 'setAside',
      kept: true,
    });
    const [aside] = fixture.project.setAside;
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toMatchObject([
      { setAside: aside?.reason },
    ]);
    if (aside) fixture.project.dismiss(aside);
    await fixture.pass(0);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    expect(await fixture.kept.clients(fixture.project.id)).toEqual([]);
  });

  it('not that all is saved before it is known what older page loads left, however slow the store is', async () => {
    fixture = new ProjectFixture();
    fixture.storage = 'held';
    await fixture.live();
    await fixture.pass(5_000);
    expect(fixture.project.saveState.kind).toBe('saving');
    await fixture.release();
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
  });

  it('that all is saved, when nothing is left that another tab sees to, or the store cannot tell', async () => {
    const locks = memoryLocks();
    const outbox = memoryOutbox();
    await outbox.put(fixture.project.id, 'old', [{ edit: 1, changes: [put('a')], at: 0 }]);
    await locks.hold(projectLockName(fixture.project.id));
    fixture = new ProjectFixture({}, { locks, outbox });
    await fixture.live();
    expect(fixture.project.saveState.kind).toBe('saving');
    await fixture.pass(3 * LOOK_MS);
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
    await outbox.remove(fixture.project.id, 'old', [1]);
    await fixture.pass(LOOK_MS);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
    fixture = new ProjectFixture();
    fixture.storage = 'failing';
    await fixture.live();
    expect(fixture.project.saveState).toEqual({ kind: 'saving', edits: 0, kept: true });
    await fixture.pass(2 * UNREADABLE_MS);
    expect(fixture.project.saveState).toEqual({ kind: 'saved' });
  });

  it('what older page loads had set aside, the same array until it changes', async () => {
    const outbox = memoryOutbox();
    const aside = { edit: 1, changes: [put('a')], at: 0, setAside: 'no' };
    await outbox.put(fixture.project.id, 'old', [aside]);
    fixture = new ProjectFixture({}, { outbox, locks: memoryLocks() });
    await fixture.live();
    const first = fixture.project.setAside;
    expect(first).toMatchObject([{ client: 'old', edit: 1 }]);
    await fixture.pass(30_000);
    expect(fixture.project.setAside).toBe(first);
  });

  it('A1 that it may only look', async () => {
    await fixture.live({}, { role: 'viewer' });
    expect(fixture.project.status).toMatchObject({ role: 'viewer', readOnly: true });
    expect(() => fixture.project.edit([put('a')])).toThrow(NotEditable);
  });

  it('A2 what it may do from now on', async () => {
    await fixture.live({}, { role: 'viewer' });
    fixture.hear({ type: 'role', role: 'editor' });
    expect(fixture.project.status).toMatchObject({ kind: 'live', role: 'editor', readOnly: false });
    fixture.project.edit([put('a')], { live: true });
    await fixture.pass(100);
    expect(fixture.edits.length).toBe(1);
    fixture.hear({ type: 'role', role: 'viewer' });
    expect(() => fixture.project.edit([put('b')])).toThrow(NotEditable);
  });
});

describe('leaving', () => {
  it('sends all that is unsettled, in order, by a request that outlives the page', async () => {
    fixture.project.edit([put('a')], { history: 'gesture' });
    fixture.project.edit([put('b')]);
    fixture.page?.leaving();
    expect(fixture.posted).toMatchObject([{ keepalive: true, body: { edits: [{ edit: 1 }, { edit: 2 }] } }]);
  });

  it('sends no more than may outlive it; the rest is kept', async () => {
    for (let at = 0; at < 9; at++) {
      fixture.project.edit([{ op: 'put', id: `o${at}`, props: { text: 'x'.repeat(20_000) } }], {
        history: 'gesture',
      });
      fixture.project.undo.commitBatch();
    }
    fixture.project.leave();
    await fixture.pass(0);
    expect(fixture.posted[0]?.body.edits.map(({ edit }) => edit)).toEqual([1, 2]);
    expect((await fixture.kept.read(fixture.project.id, fixture.project.client)).length).toBe(9);
  });

  it('sends under a number what is stored under it, and what was made since under the next', async () => {
    await fixture.live({ a: { x: 0, points: [1] } });
    fixture.project.edit([
      { op: 'patch', id: 'a', set: { x: 1 }, append: { points: { at: 1, values: [2] } } },
    ]);
    await fixture.pass(0);
    fixture.storage = 'held'; // for good: the page ends first
    fixture.project.edit([
      { op: 'patch', id: 'a', set: { x: 2 }, append: { points: { at: 2, values: [3] } } },
    ]);
    fixture.page?.leaving();
    const kept = await fixture.kept.read(fixture.project.id, fixture.project.client);
    const sent = fixture.edits.map(({ edit, changes }) => ({ edit, changes }));
    expect(sent).toEqual([
      { edit: 1, changes: kept[0]?.changes },
      {
        edit: 2,
        changes: [{ op: 'patch', id: 'a', set: { x: 2 }, append: { points: { at: 2, values: [3] } } }],
      },
    ]);
    expect(fixture.posted[0]?.body.edits.map(({ edit }) => edit)).toEqual([1, 2]);
    expect(fixture.project.objects.get('a')).toEqual({ x: 2, points: [1, 2, 3] });
  });

  it('does not wait for the store, and uses the socket, too', async () => {
    await fixture.live();
    fixture.storage = 'held';
    fixture.project.edit([put('a')]);
    fixture.page?.leaving();
    expect(fixture.edits.length).toBe(1);
  });

  it('sends when the page is hidden, for its timers may sleep from then on', async () => {
    await fixture.live();
    fixture.project.edit([put('a')]);
    await fixture.pass(0);
    fixture.page?.hidden();
    expect(fixture.edits.length).toBe(1);
  });

  it('reconnects when the page was frozen and is shown again', async () => {
    await fixture.live();
    const before = fixture.socket;
    fixture.page?.restored();
    expect(fixture.socket).not.toBe(before);
    expect(fixture.project.status.kind).toBe('reconnecting');
  });

  it('sends nothing, and sets no timer, for a listener that hears of close()', async () => {
    await fixture.live();
    fixture.project.on('status', ({ kind }) => kind === 'closed' && fixture.project.presence({ x: 1 }));
    await fixture.project.close();
    await fixture.pass(0);
    expect(fixture.sent.filter(({ type }) => type === 'presence')).toEqual([]);
    expect(fixture.clock.step(fixture.clock.now + 60_000)).toBe(false);
  });

  it('close() keeps what was not answered, and rejects who waited', async () => {
    await fixture.live();
    fixture.project.edit([put('a')]);
    const flushed = fixture.project.flush();
    const closed = fixture.project.close();
    await expect(flushed).rejects.toThrow(NotEditable);
    await fixture.pass(5_000);
    await closed;
    expect(await fixture.kept.read(fixture.project.id, fixture.project.client)).toMatchObject([{ edit: 1 }]);
    expect(() => fixture.project.edit([put('b')])).toThrow(NotEditable);
  });
});

describe('flush()', () => {
  it('resolves when all made so far is durable, whatever is made later', async () => {
    await fixture.live();
    fixture.project.edit([put('a')]);
    let isDone = false;
    const flushed = fixture.project.flush().then(() => {
      isDone = true;
    });
    fixture.project.edit([put('b')]);
    await fixture.pass(0);
    expect(isDone).toBe(false);
    await fixture.settle(1);
    await flushed;
    expect(fixture.project.saveState).toMatchObject({ kind: 'saving', edits: 1 });
  });

  it('does not before what was refused and is made again, under whichever number', async () => {
    await fixture.live();
    fixture.project.edit([put('a')], { live: true });
    fixture.project.edit([put('b')]);
    let isDone = false;
    void fixture.project.flush().then(() => {
      isDone = true;
    });
    await fixture.pass(0);
    fixture.hear({ type: 'refused', edit: 1, code: 'conflict', message: 'm', number: 'taken' });
    await fixture.settle(2);
    expect(fixture.edits.at(-1)?.changes).toEqual([put('a')]);
    expect(isDone).toBe(false);
    await fixture.settle(fixture.edits.at(-1)?.edit as number);
    expect(isDone).toBe(true);
  });

  it('nor before what was not sent when it took another number', async () => {
    await fixture.live({ a: { x: 0 } });
    fixture.project.edit([move(1)], { live: true });
    await fixture.pass(0);
    fixture.hear({ type: 'persistence', state: 'stopped' });
    fixture.project.edit([put('b')]);
    let isDone = false;
    void fixture.project.flush().then(() => {
      isDone = true;
    });
    fixture.hear({ type: 'refused', edit: 1, code: 'conflict', message: 'm', number: 'taken' });
    await fixture.pass(0);
    expect(isDone).toBe(false);
    fixture.hear({ type: 'persistence', state: 'ok' });
    await fixture.pass(0);
    for (const { edit } of fixture.edits.slice(1)) await fixture.settle(edit);
    expect(isDone).toBe(true);
  });
});

describe('presence', () => {
  it('B11 how many are here is told of a crowd, and counted elsewhere', async () => {
    await fixture.live();
    expect(fixture.project.here).toBe(2);
    fixture.hear({ type: 'presence', peers: {}, here: 1204 });
    expect(fixture.project.here).toBe(1204);
    fixture.hear({ type: 'presence', peers: { s3: { user: {}, state: null } } });
    expect(fixture.project.here).toBe(1204);
    fixture.hear({ type: 'presence', peers: { s3: null }, here: 2 });
    expect(fixture.project.here).toBe(2);
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS);
    expect(fixture.project.here).toBe(1);
  });

  it('B6 is sent at most thirty times a second, the latest wins, and again after a return', async () => {
    await fixture.live();
    for (let x = 0; x < 100; x++) {
      fixture.project.presence({ cursor: [x, 0] });
      await fixture.pass(10);
    }
    await fixture.pass(PRESENCE_MS);
    const states = fixture.sent.filter(({ type }) => type === 'presence');
    expect(states.length).toBeLessThanOrEqual(31);
    expect(states.at(-1)).toMatchObject({ state: { cursor: [99, 0] } });
    expect([...fixture.project.peers.keys()]).toEqual(['s2']);
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS - 1);
    expect([...fixture.project.peers.keys()]).toEqual(['s2']);
    await fixture.pass(1);
    expect(fixture.project.peers.size).toBe(0);
    fixture.page?.online();
    await fixture.live();
    await fixture.pass(PRESENCE_MS);
    expect(fixture.sent.at(-1)).toMatchObject({ type: 'presence', state: { cursor: [99, 0] } });
  });
});

describe('undo', () => {
  it('takes back what was done here, gesture by gesture', async () => {
    await fixture.live({ a: { x: 0 } });
    for (const x of [1, 2, 3]) fixture.project.edit([move(x)], { history: 'gesture' });
    fixture.project.undo.commitBatch();
    fixture.project.edit([put('b')]);
    fixture.project.undo.undo();
    expect(fixture.project.objects.has('b')).toBe(false);
    fixture.project.undo.undo();
    expect(fixture.project.objects.get('a')).toEqual({ x: 0 });
    fixture.project.undo.redo();
    fixture.project.undo.redo();
    expect(Object.fromEntries(fixture.project.objects)).toEqual({ a: { x: 3 }, b: { x: 0 } });
    expect(fixture.project.undo.redo()).toBe(false);
  });

  it('takes back what own repairs have touched since', async () => {
    await fixture.live();
    fixture.project.edit([put('a')]);
    fixture.project.edit([{ op: 'patch', id: 'a', set: { status: 'saved' } }], { history: 'none' });
    expect(fixture.project.undo.undo()).toBe(true);
    expect(fixture.project.objects.size).toBe(0);
    fixture.project.undo.redo();
    expect(fixture.project.objects.get('a')).toEqual({ x: 0, status: 'saved' });
  });

  it('leaves a frame that others have put something into', async () => {
    fixture = new ProjectFixture({ parents: ({ frame }) => (typeof frame === 'string' ? [frame] : []) });
    await fixture.live();
    fixture.project.edit([put('f')]);
    await fixture.pass(300);
    await fixture.settle(1);
    fixture.other({ op: 'put', id: 'b', props: { frame: 'f' } });
    expect(fixture.project.undo.undo()).toBe(false);
    expect([...fixture.project.objects.keys()].sort()).toEqual(['b', 'f']);
    fixture.other({ op: 'delete', id: 'b' });
    fixture.project.edit([put('g')]);
    fixture.project.undo.undo();
    expect([...fixture.project.objects.keys()]).toEqual(['f']);
  });
});

describe('an Api that is shared', () => {
  it('serves a project for its calls, and with its token for the socket', async () => {
    const asked: string[] = [];
    const opened: unknown[] = [];
    const api = new Api(
      { origin: 'https://other', token: async () => 'secret' },
      {
        fetch: async (url, init) => {
          asked.push(`${new Headers(init?.headers).get('Authorization')} ${url}`);
          throw new TypeError('no answer');
        },
      },
    );
    const outbox = memoryOutbox();
    await outbox.put(fixture.project.id, 'old', [{ edit: 1, changes: [put('a')], at: 0 }]);
    fixture = new ProjectFixture(
      { api },
      {
        outbox,
        locks: memoryLocks(),
        open: (url, protocols) => {
          opened.push([url, protocols]);
          return { send: () => undefined, close: () => undefined };
        },
      },
    );
    await fixture.pass(1_000);
    const project = `other/api/projects/${fixture.project.id}`;
    expect(opened[0]).toEqual([`wss://${project}/socket`, ['easel.v1', 'bearer.secret']]);
    expect(asked[0]).toBe(`Bearer secret https://${project}/edits`);
    await fixture.project.close();
  });
});
