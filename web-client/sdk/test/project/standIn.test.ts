import { describe, expect, it } from 'vitest';
import { APART_MS } from '../../src/http/index.ts';
import type { StoredEdit } from '../../src/outbox/index.ts';
import { KEEP_MS } from '../../src/pictures/pictureKeeper.ts';
import { memoryLocks, projectLockName } from '../../src/ports/locks.ts';
import { LOCK_MS } from '../../src/project/clientLock.ts';
import { ASK_EVERY_MS } from '../../src/project/outage.ts';
import { EARLIER_FIRST_MS } from '../../src/project/standIn.ts';
import { BLINK_MS } from '../../src/project/status.ts';
import { LOOK_AFTER_MS, LOOK_MS } from '../../src/recovery/recovery.ts';
import { memoryOutbox, memoryPictures } from '../../src/storage/index.ts';
import { ProjectFixture } from './projectFixture.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const OLD = '00000000-0000-4000-8000-00000000000f';

/** A browser that has opened the project before, and what page loads left in it. */
async function browser(left: readonly StoredEdit[] = []) {
  const pictures = memoryPictures();
  await pictures.put(ID, [['a', { x: 1 }]]);
  await pictures.finish({ project: ID, title: 'Garden', version: 'v', settings: {}, bytes: 9, at: 1 }, []);
  const outbox = memoryOutbox();
  await outbox.put(ID, OLD, left);
  return { pictures, outbox };
}

const move = (edit: number, x: number): StoredEdit => ({
  edit,
  changes: [{ op: 'patch', id: 'a', set: { x } }],
  at: edit,
});

/** A server that answers calls as the test says. */
const answering = (answer: (method: string, path: string, body: unknown) => unknown): typeof fetch =>
  (async (url: string, init?: RequestInit) => {
    const body = init?.body == null ? undefined : JSON.parse(String(init.body));
    const said = answer(init?.method ?? 'GET', new URL(url).pathname, body);
    if (said instanceof Error) throw said;
    return said instanceof Response ? said : Response.json(said);
  }) as typeof fetch;

const NO_NETWORK = answering(() => new TypeError('no network'));

describe('a project that was opened before', () => {
  it('is shown and drawn on without a server, and what is drawn is sent when there is one', async () => {
    const fixture = new ProjectFixture({}, { ...(await browser()), fetch: NO_NETWORK });
    const { project } = fixture;
    await fixture.pass(0);
    expect(Object.fromEntries(project.objects)).toEqual({ a: { x: 1 } });
    expect([project.title, project.status.shown, project.status.synced]).toEqual(['Garden', true, false]);
    expect(project.saveState).toEqual({ kind: 'opening' });
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS);
    project.edit([{ op: 'patch', id: 'a', set: { x: 2 } }]);
    project.edit([{ op: 'put', id: 'b', props: { x: 3 } }]);
    await fixture.pass(1_000);
    expect(project.saveState).toEqual({ kind: 'offline', edits: 1 });
    expect(fixture.edits).toEqual([]);
    await fixture.live({ a: { x: 1, y: 1 } });
    await fixture.pass(1_000);
    expect(Object.fromEntries(project.objects)).toEqual({ a: { x: 2, y: 1 }, b: { x: 3 } });
    expect(fixture.edits.length).toBe(1);
    await fixture.settle(1);
    expect(project.saveState).toEqual({ kind: 'saved' });
  });

  it('is drawn on later than what older page loads left, also where the clock was set back since', async () => {
    const kept = await browser([{ ...move(1, 5), at: 4e12 }]);
    const fixture = new ProjectFixture({}, { ...kept, locks: memoryLocks(), fetch: NO_NETWORK });
    await fixture.pass(LOOK_AFTER_MS);
    fixture.project.edit([{ op: 'patch', id: 'a', set: { x: 6 } }]);
    await fixture.pass(LOCK_MS);
    const [made] = await kept.outbox.read(ID, fixture.project.client);
    expect(made?.at).toBeGreaterThan(4e12);
  });

  it('gives way to what the server has, whichever comes first', async () => {
    const { pictures, outbox } = await browser();
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const late = { ...pictures, load: (project: string) => slow.then(() => pictures.load(project)) };
    const fixture = new ProjectFixture({}, { outbox, pictures: late });
    await fixture.live({ b: { x: 5 } });
    goOn();
    await fixture.pass(10);
    expect(Object.fromEntries(fixture.project.objects)).toEqual({ b: { x: 5 } });
    expect(fixture.project.title).toBe('T');
  });

  it('is kept as the server has it, without what is pending, and what is gone is gone from it', async () => {
    const { pictures, outbox } = await browser();
    const fixture = new ProjectFixture({}, { pictures, outbox });
    await fixture.live({ b: { x: 5 }, c: { x: 6 } });
    fixture.project.edit([{ op: 'patch', id: 'b', set: { x: 7 } }]);
    await fixture.pass(KEEP_MS + 100);
    expect((await pictures.load(ID))?.objects).toEqual(
      new Map([
        ['b', { x: 5 }],
        ['c', { x: 6 }],
      ]),
    );
    fixture.other({ op: 'delete', id: 'c' });
    fixture.other({ op: 'patch', id: 'b', set: { y: 1 } });
    await fixture.pass(KEEP_MS + 100);
    expect((await pictures.load(ID))?.objects).toEqual(new Map([['b', { x: 5, y: 1 }]]));
    expect((await pictures.all())[0]).toMatchObject({ title: 'T', project: ID });
  });
});

describe('what an older page load left', () => {
  it('is shown without a server, below what is made since, and sent before it', async () => {
    const taken: unknown[] = [];
    let isUp = false;
    const fetch = answering((method, _, body) => {
      if (!isUp) return new TypeError('no network');
      if (method !== 'POST') return {};
      taken.push((body as { edits: unknown[] }).edits);
      return { results: [{ edit: 1, seq: 1 }], durable: 1 };
    });
    const fixture = new ProjectFixture({}, { ...(await browser([move(1, 2)])), fetch, locks: memoryLocks() });
    const { project } = fixture;
    await fixture.pass(LOCK_MS);
    expect(project.objects.get('a')).toEqual({ x: 2 });
    project.edit([{ op: 'patch', id: 'a', set: { x: 3 } }]);
    await fixture.pass(1_000);
    expect(project.objects.get('a')).toEqual({ x: 3 });
    expect(project.saveState).toMatchObject({ edits: 2 });
    isUp = true;
    await fixture.live({ a: { x: 1 } });
    expect(project.objects.get('a')).toEqual({ x: 3 });
    await fixture.pass(50);
    expect(taken).toEqual([[{ edit: 1, changes: [{ op: 'patch', id: 'a', set: { x: 2 } }] }]]);
    fixture.hear({
      type: 'events',
      events: [{ seq: ++fixture.seq, client: 'old', edit: 1, at: 0, by: 'Ada', changes: move(1, 2).changes }],
    });
    await fixture.pass(1_000);
    expect(project.objects.get('a')).toEqual({ x: 3 });
    expect(fixture.edits.map(({ changes }) => changes)).toEqual([[{ op: 'patch', id: 'a', set: { x: 3 } }]]);
    await fixture.settle(1);
    // Somebody goes on with it: what was left is not laid over that again.
    fixture.other({ op: 'patch', id: 'a', set: { x: 9 } });
    expect(project.objects.get('a')).toEqual({ x: 9 });
    expect(project.saveState).toEqual({ kind: 'saved' });
  });

  it('is shown at once while another tab sends it, and stays until the server’s copy has it', async () => {
    const given = await browser([move(1, 2)]);
    const locks = memoryLocks();
    await locks.hold(projectLockName(ID));
    const fixture = new ProjectFixture({}, { ...given, fetch: NO_NETWORK, locks });
    const { project } = fixture;
    await fixture.pass(LOOK_AFTER_MS + 10);
    expect(project.objects.get('a')).toEqual({ x: 2 });
    await fixture.live({ a: { x: 1 } });
    expect([project.objects.get('a'), project.saveState.kind]).toEqual([{ x: 2 }, 'saving']);
    project.edit([{ op: 'patch', id: 'a', set: { y: 3 } }]);
    await fixture.pass(1_000);
    expect(fixture.edits).toEqual([]); // what was made earlier goes first
    fixture.socket?.closed(1006);
    await given.outbox.remove(ID, OLD, [1]);
    await fixture.pass(LOOK_MS);
    expect(project.objects.get('a')).toEqual({ x: 2, y: 3 });
    await fixture.live({ a: { x: 9 } });
    await fixture.pass(1_000);
    expect(project.objects.get('a')).toEqual({ x: 9, y: 3 });
    expect(fixture.edits.length).toBe(1);
    await fixture.settle(1);
    expect(project.saveState).toEqual({ kind: 'saved' });
  });

  it('is waited for no longer than a while', async () => {
    const given = { ...(await browser([move(1, 2)])), fetch: NO_NETWORK, locks: memoryLocks() };
    const fixture = new ProjectFixture({}, given);
    await fixture.pass(LOCK_MS);
    fixture.project.edit([{ op: 'patch', id: 'a', set: { x: 3 } }]);
    await fixture.live({ a: { x: 1 } });
    await fixture.pass(EARLIER_FIRST_MS - 100);
    expect(fixture.edits).toEqual([]);
    await fixture.pass(200);
    expect(fixture.edits.length).toBe(1);
    // Nor again after each loss.
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS);
    await fixture.live({ a: { x: 1 } });
    await fixture.pass(100);
    expect(fixture.edits.length).toBe(2);
  });
});

describe('a connection that cannot be made', () => {
  const isTold = async (fixture: ProjectFixture, ms: number) => {
    for (let waited = 0; waited < ms; waited += 500) {
      await fixture.pass(500);
      fixture.socket?.closed(1006);
    }
    return fixture.project.status.cause;
  };

  it('is told with its cause within ten seconds: the server does not answer', async () => {
    expect(await isTold(new ProjectFixture({}, { fetch: NO_NETWORK }), 5_000)).toBe('unreachable');
    const mute = new ProjectFixture({}, { fetch: () => new Promise(() => undefined) });
    await mute.pass(10_000);
    expect([mute.project.status.away, mute.project.status.cause]).toEqual([true, 'unreachable']);
  });

  it.each([
    [503, 'busy'],
    [403, 'refused'],
    [421, 'refused'],
    [502, 'unreachable'],
  ])('is told with its cause: an answer %i', async (status, cause) => {
    const fetch = answering(() => new Response('', { status }));
    expect(await isTold(new ProjectFixture({}, { fetch }), 5_000)).toBe(cause);
  });

  it('is told where only the socket cannot be opened; the board is read over HTTP when it has changed', async () => {
    let x = 1;
    let read = 0;
    const fetch = answering((_, path) => {
      if (!path.endsWith('/objects')) return { seq: x };
      read++;
      return { seq: x, objects: [{ id: 'a', props: { x }, seq: x }] };
    });
    const fixture = new ProjectFixture({}, { fetch });
    expect(await isTold(fixture, 5_000)).toBe('noSocket');
    const { project } = fixture;
    expect([project.status.shown, project.objects.get('a')]).toEqual([true, { x: 1 }]);
    await isTold(fixture, 10 * ASK_EVERY_MS);
    expect(read).toBe(1);
    x = 2;
    expect(await isTold(fixture, ASK_EVERY_MS + 1_000)).toBe('noSocket');
    expect(project.objects.get('a')).toEqual({ x: 2 });
    const last = fixture.socket;
    while (fixture.socket === last) await fixture.pass(100);
    await fixture.live({ a: { x: 3 } });
    expect([project.status.cause, project.status.away, project.objects.get('a')]).toEqual([
      undefined,
      false,
      { x: 3 },
    ]);
  });

  it('is no reason to read a large board, over a slow line, all the time', async () => {
    let x = 1;
    let read = 0;
    const fixture: ProjectFixture = new ProjectFixture(
      {},
      {
        fetch: (async (url: string) => {
          if (!url.endsWith('/objects')) return Response.json({ seq: ++x });
          read++;
          await new Promise<void>((resolve) => fixture.clock.after(4_000, resolve));
          return Response.json({ seq: x, objects: [{ id: 'a', props: { x }, seq: x }] });
        }) as typeof fetch,
      },
    );
    await isTold(fixture, 100_000);
    expect(fixture.project.objects.get('a')).toBeDefined();
    expect(read).toBeLessThan(5);
  });

  it('is no matter of the socket where that is just being opened again', async () => {
    const fixture = new ProjectFixture({}, { fetch: answering(() => ({})) });
    await fixture.live();
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS + 1_000);
    expect([fixture.project.status.away, fixture.project.status.cause]).toEqual([true, undefined]);
    expect(await isTold(fixture, ASK_EVERY_MS + 1_000)).toBe('noSocket');
  });
});

describe('a project that is gone', () => {
  it('keeps what was there and what was made, until the person has it elsewhere', async () => {
    const { pictures, outbox } = await browser([move(1, 2)]);
    const fixture = new ProjectFixture({}, { pictures, outbox, fetch: NO_NETWORK, locks: memoryLocks() });
    const { project } = fixture;
    await fixture.pass(LOCK_MS);
    project.edit([{ op: 'put', id: 'b', props: { x: 3 } }]);
    await fixture.pass(100);
    expect(() => project.forgetter()).toThrow();
    fixture.socket?.closed(4404);
    await fixture.pass(100);
    expect(Object.fromEntries(project.objects)).toEqual({ a: { x: 2 }, b: { x: 3 } });
    expect(project.saveState).toEqual({ kind: 'notSaving', edits: 2, reason: 'closed', kept: true });
    const forgotten = project.forgetter()();
    await fixture.pass(20_000);
    await forgotten;
    expect([await outbox.projects(), await pictures.all()]).toEqual([[], []]);
  });

  it('J2 is known when Easel says so twice over HTTP, as a refused upgrade does not tell', async () => {
    const gone = JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 });
    const headers = { 'Content-Type': 'application/problem+json' };
    const asked: number[] = [];
    const fetch = answering(() => {
      asked.push(fixture.clock.now);
      return new Response(gone, { status: 404, headers });
    });
    const fixture: ProjectFixture = new ProjectFixture({}, { ...(await browser()), fetch });
    await fixture.live({ a: { x: 1 } });
    fixture.socket?.closed(1006);
    await fixture.pass(BLINK_MS + 100);
    expect([asked.length, fixture.project.status.kind]).toEqual([1, 'reconnecting']);
    await fixture.pass(APART_MS);
    expect(asked.length).toBe(2);
    expect(fixture.project.status).toMatchObject({ kind: 'closed', reason: 'gone' });
  });

  it('is not what a proxy says that finds no server', async () => {
    const fetch = answering(() => new Response('404 page not found', { status: 404 }));
    const fixture = new ProjectFixture({}, { ...(await browser()), fetch });
    await fixture.live({ a: { x: 1 } });
    for (let at = 0; at < 60; at++) {
      fixture.socket?.closed(1006);
      await fixture.pass(1_000);
    }
    expect(fixture.project.status).toMatchObject({ kind: 'reconnecting', cause: 'unreachable' });
  });

  it('keeps what the person could not take elsewhere: what another tab has, came later or was set aside', async () => {
    const { pictures, outbox } = await browser([move(1, 2), { ...move(2, 4), setAside: 'no' }]);
    const locks = memoryLocks();
    const fixture = new ProjectFixture({}, { pictures, outbox, fetch: NO_NETWORK, locks });
    await fixture.pass(LOCK_MS);
    fixture.socket?.closed(4404);
    await fixture.pass(100);
    const forget = fixture.project.forgetter();
    const LATER = '00000000-0000-4000-8000-00000000000e';
    await outbox.put(ID, LATER, [move(1, 5)]);
    await fixture.pass(60_000);
    const forgotten = forget();
    await fixture.pass(20_000);
    await forgotten;
    expect(await outbox.read(ID, OLD)).toEqual([{ ...move(2, 4), setAside: 'no' }]);
    expect(await outbox.read(ID, LATER)).toEqual([move(1, 5)]);
    expect((await pictures.all()).length).toBe(1);
  });

  it('forgets what it shows, also where another tab was to deliver it, and nothing that it does not show', async () => {
    const { pictures, outbox } = await browser([move(1, 2)]);
    const locks = memoryLocks();
    await locks.hold(projectLockName(ID));
    const fixture = new ProjectFixture({}, { pictures, outbox, fetch: NO_NETWORK, locks });
    await fixture.pass(LOCK_MS);
    expect(fixture.project.objects.get('a')).toEqual({ x: 2 });
    fixture.socket?.closed(4404);
    await fixture.pass(100);
    await outbox.put(ID, OLD, [move(2, 3)]);
    const forgotten = fixture.project.forgetter()();
    await fixture.pass(20_000);
    await forgotten;
    expect(await outbox.read(ID, OLD)).toEqual([move(2, 3)]);
  });
});
