import { beforeEach, expect, it, vi } from 'vitest';
import type { Change } from '../../src/index.ts';
import { clientLockName, memoryLocks, type Release } from '../../src/ports/locks.ts';
import { LOCK_MS } from '../../src/project/clientLock.ts';
import { ProjectFixture } from './projectFixture.ts';

const put = (id: string): Change => ({ op: 'put', id, props: { x: 0 } });

let fixture: ProjectFixture;
let first: string;
/** Releases the lock that another tab has. */
let letGo: Release;

/** A page that was left and frozen, with `a` unanswered; its lock was lost, and another tab has it. */
beforeEach(async () => {
  const locks = memoryLocks();
  const held = new Map<string, Release>();
  fixture = new ProjectFixture(
    {},
    {
      locks: {
        ...locks,
        hold: async (name, signal) => {
          const release = await locks.hold(name, signal);
          held.set(name, release);
          return release;
        },
      },
    },
  );
  await fixture.live();
  first = fixture.project.client;
  fixture.project.edit([put('a')]);
  fixture.page?.leaving();
  await fixture.pass(0);
  held.get(clientLockName(first))?.();
  letGo = await locks.hold(clientLockName(first));
  fixture.page?.restored();
  await fixture.live();
});

const stored = async (client: string) =>
  (await fixture.kept.read(fixture.project.id, client)).flatMap(({ changes }) => changes.map(({ id }) => id));
const sent = () => fixture.edits.flatMap(({ changes }) => changes.map(({ id }) => id));

it('nothing is kept or sent of what is made before the lock is held again', async () => {
  fixture.project.edit([put('b')], { live: true });
  await fixture.pass(LOCK_MS - 1);
  expect(await stored(first)).toEqual(['a']);
  expect(sent()).not.toContain('b');
  letGo();
  await fixture.pass(0);
  expect(fixture.project.client).toBe(first);
  expect(await stored(first)).toEqual(['a', 'b']);
  expect(sent()).toContain('b');
});

it('a lock that cannot be had makes another client; what the first made is left to who delivers it', async () => {
  fixture.project.edit([put('b')]);
  const flushed = expect(fixture.project.flush()).rejects.toThrow();
  await fixture.pass(LOCK_MS);
  const { client } = fixture.project;
  expect(client).not.toBe(first);
  expect(await stored(first)).toEqual(['a', 'b']);
  await flushed;

  await fixture.live();
  expect(fixture.sent.findLast(({ type }) => type === 'hello')).toMatchObject({ client });
  const before = fixture.edits.length;
  fixture.project.edit([put('c')], { live: true });
  await fixture.pass(0);
  expect(await stored(client)).toEqual(['c']);
  expect(fixture.edits.slice(before).map(({ changes }) => changes)).toEqual([[put('c')]]);
  await fixture.settle(fixture.edits.at(-1)?.edit as number);

  const posted = fixture.posted.length;
  letGo();
  await fixture.pass(10_000);
  expect(fixture.posted[posted]?.body).toMatchObject({ client: first, edits: [{ edit: 1 }, { edit: 2 }] });
  expect(fixture.project.saveState.kind).toBe('saving');
});

it('while the store fails the lock is waited for: what is in no store can be nobody else’s', async () => {
  fixture.storage = 'failing';
  fixture.project.edit([put('b')]);
  fixture.page?.hidden();
  fixture.page?.leaving();
  await fixture.pass(3 * LOCK_MS);
  expect(fixture.project.client).toBe(first);
  letGo();
  fixture.storage = 'well';
  await fixture.pass(10_000);
  expect(await stored(first)).toContain('b');
});

it('so it is where the store fails only once the page goes on', async () => {
  fixture.project.edit([put('b')]);
  fixture.storage = 'failing';
  await fixture.pass(2 * LOCK_MS);
  expect(fixture.project.client).toBe(first);
  expect(fixture.project.objects.has('b')).toBe(true);
  expect(fixture.project.saveState).toMatchObject({ kind: 'saving', kept: false });
  fixture.storage = 'well';
  await fixture.pass(10_000);
  expect(fixture.project.client).not.toBe(first);
  expect(await stored(first)).toContain('b');
});

it('what the first client hears late of its edits is not taken for those of the other', async () => {
  let answer = (_: Response) => {};
  fixture.answer = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  fixture.page?.leaving();
  await fixture.pass(LOCK_MS);
  await fixture.live();
  fixture.project.edit([put('c')]);
  await fixture.pass(0);
  const { client } = fixture.project;
  expect(await stored(client)).toEqual(['c']);
  answer(new Response(JSON.stringify({ results: [{ edit: 1, seq: 1 }], durable: 1 })));
  await vi.waitFor(async () => expect(await stored(first)).toEqual([]));
  expect(await stored(client)).toEqual(['c']);
});

it('the first edit waits for the lock, too', async () => {
  const locks = memoryLocks();
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  fixture = new ProjectFixture(
    {},
    { locks: { ...locks, hold: (...args) => given.then(() => locks.hold(...args)) } },
  );
  fixture.project.edit([put('a')]);
  await fixture.pass(0);
  expect(await stored(fixture.project.client)).toEqual([]);
  give();
  await fixture.pass(0);
  expect(await stored(fixture.project.client)).toEqual(['a']);
});
