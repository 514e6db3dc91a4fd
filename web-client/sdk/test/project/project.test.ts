import { beforeEach, describe, expect, it } from 'vitest';
import { type Change, NotEditable } from '../../src/index.ts';
import { memoryLocks, projectLock } from '../../src/ports/locks.ts';
import { KEEP_WITHIN_MS } from '../../src/project/outboxKeeper.ts';
import { LIVE_MS, LONGEST_WAIT } from '../../src/project/outgoing.ts';
import { PRESENCE_MS } from '../../src/project/presences.ts';
import { memoryOutbox } from '../../src/storage/index.ts';
import { Desk } from './desk.ts';

const put = (id: string): Change => ({ op: 'put', id, props: { x: 0 } });
const move = (x: number): Change => ({ op: 'patch', id: 'a', set: { x } });

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('when edits leave', () => {
  it('a gesture leaves about thirty times a second, the first at once', async () => {
    await desk.live({ a: { x: 0 } });
    for (let ms = 0; ms < 1_000; ms += 8) {
      desk.project.edit([move(ms + 1)], { history: 'gesture' });
      await desk.pass(8);
    }
    await desk.pass(LIVE_MS);
    expect(desk.edits.length).toBeGreaterThan(24);
    expect(desk.edits.length).toBeLessThanOrEqual(Math.ceil(1_000 / LIVE_MS) + 1);
    expect(desk.edits.at(-1)?.changes).toEqual([move(993)]);
    expect(new Set(desk.edits.map(({ group }) => group)).size).toBe(1);
  });

  it('others leave after some quiet, or after four times that when there is none', async () => {
    await desk.live({ a: { x: 0 } });
    desk.project.edit([move(1)]);
    await desk.pass(299);
    expect(desk.edits.length).toBe(0);
    await desk.pass(1);
    expect(desk.edits.length).toBe(1);
    for (let ms = 0; ms < 300 * LONGEST_WAIT; ms += 100) {
      desk.project.edit([move(ms + 2)]);
      await desk.pass(100);
    }
    expect(desk.edits.length).toBe(2);
  });

  it('follow the interval as it is set, checked', async () => {
    await desk.live({ a: { x: 0 } });
    desk.project.configure({ autoSaveInterval: 1_000 });
    desk.project.edit([move(1)]);
    await desk.pass(999);
    expect(desk.edits.length).toBe(0);
    await desk.pass(1);
    expect(desk.edits.length).toBe(1);
    expect(() => desk.project.configure({ autoSaveInterval: 99 })).toThrow(RangeError);
    expect(desk.project.settings.autoSaveInterval).toBe(1_000);
  });

  it('pitfall 11: not before they are in the store', async () => {
    await desk.live();
    desk.storage = 'held';
    desk.project.edit([put('a')], { live: true });
    await desk.pass(100);
    expect(desk.edits).toEqual([]);
    await desk.letGo();
    expect(desk.edits.length).toBe(1);
    expect(await desk.kept.read(desk.project.id, desk.project.client)).toMatchObject([{ edit: 1 }]);
  });

  it('are in the store as soon as they are made, long before they leave', async () => {
    desk.project.edit([put('a')]);
    await desk.pass(0);
    expect(await desk.kept.read(desk.project.id, desk.project.client)).toMatchObject([
      { edit: 1, changes: [put('a')] },
    ]);
  });

  it('stay open while the server is away: a long stroke is one edit', async () => {
    await desk.live({ a: { x: 0 } });
    desk.socket?.closed(1006);
    for (let x = 1; x < 200; x++) {
      desk.project.edit([move(x)], { history: 'gesture' });
      await desk.pass(16);
    }
    expect(desk.project.saveState).toEqual({ kind: 'offline', edits: 1 });
  });

  it('stay open while too many are unanswered', async () => {
    await desk.live({ a: { x: 0 } });
    for (let x = 1; x < 200; x++) {
      desk.project.edit([move(x)], { live: true });
      await desk.pass(LIVE_MS);
    }
    expect(desk.edits.length).toBe(32);
    await desk.settle(...Array.from({ length: 32 }, (_, at) => at + 1));
    expect(desk.edits.at(-1)?.changes).toEqual([move(199)]);
    expect(desk.edits.length).toBe(33);
  });
});

describe('what a person is told', () => {
  it('saved, saving, saved', async () => {
    await desk.live();
    await desk.pass(1_000);
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
    desk.project.edit([put('a')]);
    expect(desk.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: true });
    await desk.pass(300);
    desk.hear({ type: 'events', events: [{ seq: ++desk.seq, edit: 1 }] });
    expect(desk.project.saveState.kind).toBe('saving');
    await desk.settle();
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
    expect(await desk.kept.clients(desk.project.id)).toEqual([]);
  });

  it('nothing, of what was made and taken back', async () => {
    await desk.live({ a: { x: 0 } });
    await desk.pass(1_000);
    desk.project.edit([move(1)]);
    desk.project.edit([move(0)]);
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
    await desk.pass(1_000);
    expect(desk.edits).toEqual([]);
    expect(await desk.kept.clients(desk.project.id)).toEqual([]);
  });

  it('that it is not kept, when the store fails; it is sent all the same', async () => {
    await desk.live();
    desk.storage = 'failing';
    desk.project.edit([put('a')], { live: true });
    await desk.pass(0);
    expect(desk.edits.length).toBe(1);
    expect(desk.project.saveState).toEqual({ kind: 'saving', edits: 1, kept: false });
    desk.socket?.closed(1006);
    expect(desk.project.saveState).toEqual({ kind: 'notSaving', edits: 1, reason: 'notKept' });
    desk.storage = 'well';
    await desk.pass(6_000);
    expect(desk.project.saveState).toEqual({ kind: 'offline', edits: 1 });
    expect(await desk.kept.read(desk.project.id, desk.project.client)).toMatchObject([{ edit: 1 }]);
  });

  it('the same, when the store hangs', async () => {
    await desk.live();
    desk.storage = 'held';
    desk.project.edit([put('a')], { live: true });
    await desk.pass(KEEP_WITHIN_MS);
    expect(desk.edits.length).toBe(1);
    expect(desk.project.saveState).toMatchObject({ kept: false });
  });

  it('D5 that the server has stopped', async () => {
    await desk.live();
    desk.hear({ type: 'persistence', state: 'stopped' });
    desk.project.edit([put('a')], { live: true });
    await desk.pass(1_000);
    expect(desk.edits).toEqual([]);
    expect(desk.project.saveState).toEqual({ kind: 'notSaving', edits: 1, reason: 'stopped' });
    desk.hear({ type: 'persistence', state: 'ok' });
    await desk.pass(0);
    expect(desk.edits.length).toBe(1);
  });

  it('what could not be taken, until it is dismissed', async () => {
    await desk.live();
    await desk.pass(1_000);
    desk.project.edit([put('a')], { live: true });
    await desk.pass(0);
    desk.hear({ type: 'refused', edit: 1, code: 'too_large', message: 'no' });
    await desk.pass(0);
    expect(desk.project.saveState).toEqual({ kind: 'notSaving', edits: 0, reason: 'setAside' });
    const [aside] = desk.project.setAside;
    expect(await desk.kept.read(desk.project.id, desk.project.client)).toMatchObject([
      { setAside: aside?.reason },
    ]);
    if (aside) desk.project.dismiss(aside);
    await desk.pass(0);
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
    expect(await desk.kept.clients(desk.project.id)).toEqual([]);
  });

  it('not that all is saved before it is known what older page loads left, however slow the store is', async () => {
    desk = new Desk();
    desk.storage = 'held';
    await desk.live();
    await desk.pass(5_000);
    expect(desk.project.saveState.kind).toBe('saving');
    await desk.letGo();
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
  });

  it('that all is saved, when another tab sees to what older page loads left, or the store cannot tell', async () => {
    const locks = memoryLocks();
    const release = await locks.hold(projectLock(desk.project.id));
    desk = new Desk({}, { locks });
    await desk.live();
    expect(desk.project.saveState.kind).toBe('saving');
    await desk.pass(1_000);
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
    release();
    desk = new Desk();
    desk.storage = 'failing';
    await desk.live();
    expect(desk.project.saveState).toEqual({ kind: 'saved' });
  });

  it('what older page loads had set aside, the same array until it changes', async () => {
    const outbox = memoryOutbox();
    const aside = { edit: 1, changes: [put('a')], at: 0, setAside: 'no' };
    await outbox.put(desk.project.id, 'old', [aside]);
    desk = new Desk({}, { outbox, locks: memoryLocks() });
    await desk.live();
    const first = desk.project.setAside;
    expect(first).toMatchObject([{ client: 'old', edit: 1 }]);
    await desk.pass(30_000);
    expect(desk.project.setAside).toBe(first);
  });

  it('that it may only look', async () => {
    await desk.live({}, { role: 'viewer' });
    expect(desk.project.status.readOnly).toBe(true);
    expect(() => desk.project.edit([put('a')])).toThrow(NotEditable);
  });
});

describe('leaving', () => {
  it('sends all that is unsettled, in order, by a request that outlives the page', async () => {
    desk.project.edit([put('a')], { history: 'gesture' });
    desk.project.edit([put('b')]);
    desk.page?.leaving();
    expect(desk.posted).toMatchObject([{ keepalive: true, body: { edits: [{ edit: 1 }, { edit: 2 }] } }]);
  });

  it('sends no more than may outlive it; the rest is kept', async () => {
    for (let at = 0; at < 9; at++) {
      desk.project.edit([{ op: 'put', id: `o${at}`, props: { text: 'x'.repeat(20_000) } }], {
        history: 'gesture',
      });
      desk.project.undo.commitBatch();
    }
    desk.project.leave();
    await desk.pass(0);
    expect(desk.posted[0]?.body.edits.map(({ edit }) => edit)).toEqual([1, 2]);
    expect((await desk.kept.read(desk.project.id, desk.project.client)).length).toBe(9);
  });

  it('does not wait for the store, and uses the socket, too', async () => {
    await desk.live();
    desk.storage = 'held';
    desk.project.edit([put('a')]);
    desk.page?.leaving();
    expect(desk.edits.length).toBe(1);
  });

  it('sends when the page is hidden, for its timers may sleep from then on', async () => {
    await desk.live();
    desk.project.edit([put('a')]);
    await desk.pass(0);
    desk.page?.hidden();
    expect(desk.edits.length).toBe(1);
  });

  it('connects anew when the page comes back from where it was frozen', async () => {
    await desk.live();
    const before = desk.socket;
    desk.page?.restored();
    expect(desk.socket).not.toBe(before);
    expect(desk.project.status.kind).toBe('reconnecting');
  });

  it('close() keeps what was not answered, and rejects who waited', async () => {
    await desk.live();
    desk.project.edit([put('a')]);
    const flushed = desk.project.flush();
    const closed = desk.project.close();
    await expect(flushed).rejects.toThrow(NotEditable);
    await desk.pass(5_000);
    await closed;
    expect(await desk.kept.read(desk.project.id, desk.project.client)).toMatchObject([{ edit: 1 }]);
    expect(() => desk.project.edit([put('b')])).toThrow(NotEditable);
  });
});

describe('flush()', () => {
  it('resolves when all made so far is durable, whatever is made later', async () => {
    await desk.live();
    desk.project.edit([put('a')]);
    let isDone = false;
    const flushed = desk.project.flush().then(() => {
      isDone = true;
    });
    desk.project.edit([put('b')]);
    await desk.pass(0);
    expect(isDone).toBe(false);
    await desk.settle(1);
    await flushed;
    expect(desk.project.saveState).toMatchObject({ kind: 'saving', edits: 1 });
  });
});

describe('presence', () => {
  it('B6 is sent at most thirty times a second, the latest wins, and again after a return', async () => {
    await desk.live();
    for (let x = 0; x < 100; x++) {
      desk.project.presence({ cursor: [x, 0] });
      await desk.pass(10);
    }
    await desk.pass(PRESENCE_MS);
    const states = desk.sent.filter(({ type }) => type === 'presence');
    expect(states.length).toBeLessThanOrEqual(31);
    expect(states.at(-1)).toMatchObject({ state: { cursor: [99, 0] } });
    expect([...desk.project.peers.keys()]).toEqual(['s2']);
    desk.socket?.closed(1006);
    expect(desk.project.peers.size).toBe(0);
    desk.page?.online();
    await desk.live();
    await desk.pass(PRESENCE_MS);
    expect(desk.sent.at(-1)).toMatchObject({ type: 'presence', state: { cursor: [99, 0] } });
  });
});

describe('undo', () => {
  it('takes back what was done here, gesture by gesture', async () => {
    await desk.live({ a: { x: 0 } });
    for (const x of [1, 2, 3]) desk.project.edit([move(x)], { history: 'gesture' });
    desk.project.undo.commitBatch();
    desk.project.edit([put('b')]);
    desk.project.undo.undo();
    expect(desk.project.objects.has('b')).toBe(false);
    desk.project.undo.undo();
    expect(desk.project.objects.get('a')).toEqual({ x: 0 });
    desk.project.undo.redo();
    desk.project.undo.redo();
    expect(Object.fromEntries(desk.project.objects)).toEqual({ a: { x: 3 }, b: { x: 0 } });
    expect(desk.project.undo.redo()).toBe(false);
  });

  it('takes back what own repairs have touched since', async () => {
    await desk.live();
    desk.project.edit([put('a')]);
    desk.project.edit([{ op: 'patch', id: 'a', set: { status: 'saved' } }], { history: 'none' });
    expect(desk.project.undo.undo()).toBe(true);
    expect(desk.project.objects.size).toBe(0);
    desk.project.undo.redo();
    expect(desk.project.objects.get('a')).toEqual({ x: 0, status: 'saved' });
  });

  it('leaves a frame that others have put something into', async () => {
    desk = new Desk({ parents: ({ frame }) => (typeof frame === 'string' ? [frame] : []) });
    await desk.live();
    desk.project.edit([put('f')]);
    await desk.pass(300);
    await desk.settle(1);
    desk.other({ op: 'put', id: 'b', props: { frame: 'f' } });
    expect(desk.project.undo.undo()).toBe(false);
    expect([...desk.project.objects.keys()].sort()).toEqual(['b', 'f']);
    desk.other({ op: 'delete', id: 'b' });
    desk.project.edit([put('g')]);
    desk.project.undo.undo();
    expect([...desk.project.objects.keys()]).toEqual(['f']);
  });
});
