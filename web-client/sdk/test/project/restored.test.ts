import { beforeEach, expect, it } from 'vitest';
import type { Change } from '../../src/index.ts';
import { clientLock, memoryLocks, type Release } from '../../src/ports/locks.ts';
import { LOCK_MS } from '../../src/project/life.ts';
import { Desk } from './desk.ts';

const put = (id: string): Change => ({ op: 'put', id, props: { x: 0 } });

let desk: Desk;
let first: string;
/** Lets go of the lock that another tab has. */
let letGo: Release;

/** A page that was left and frozen, with `a` unanswered; its lock was lost, and another tab has it. */
beforeEach(async () => {
  const locks = memoryLocks();
  const held = new Map<string, Release>();
  desk = new Desk(
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
  await desk.live();
  first = desk.project.client;
  desk.project.edit([put('a')]);
  desk.page?.leaving();
  await desk.pass(0);
  held.get(clientLock(first))?.();
  letGo = await locks.hold(clientLock(first));
  desk.page?.restored();
  await desk.live();
});

const stored = async (client: string) =>
  (await desk.kept.read(desk.project.id, client)).flatMap(({ changes }) => changes.map(({ id }) => id));
const sent = () => desk.edits.flatMap(({ changes }) => changes.map(({ id }) => id));

it('nothing is kept or sent of what is made before the lock is held again', async () => {
  desk.project.edit([put('b')], { live: true });
  await desk.pass(LOCK_MS - 1);
  expect(await stored(first)).toEqual(['a']);
  expect(sent()).not.toContain('b');
  letGo();
  await desk.pass(0);
  expect(desk.project.client).toBe(first);
  expect(await stored(first)).toEqual(['a', 'b']);
  expect(sent()).toContain('b');
});

it('a lock that cannot be had makes another client; what the first made is left to who delivers it', async () => {
  desk.project.edit([put('b')]);
  const flushed = expect(desk.project.flush()).rejects.toThrow();
  await desk.pass(LOCK_MS);
  const { client } = desk.project;
  expect(client).not.toBe(first);
  expect(await stored(first)).toEqual(['a', 'b']);
  await flushed;

  await desk.live();
  expect(desk.sent.findLast(({ type }) => type === 'hello')).toMatchObject({ client });
  const before = desk.edits.length;
  desk.project.edit([put('c')], { live: true });
  await desk.pass(0);
  expect(await stored(client)).toEqual(['c']);
  expect(desk.edits.slice(before).map(({ changes }) => changes)).toEqual([[put('c')]]);

  const posted = desk.posted.length;
  letGo();
  await desk.pass(10_000);
  expect(desk.posted[posted]?.body).toMatchObject({ client: first, edits: [{ edit: 1 }, { edit: 2 }] });
  expect(desk.project.saveState.kind).toBe('saving');
});

it('while the store fails the lock is waited for: what is in no store can be nobody else’s', async () => {
  desk.storage = 'failing';
  desk.project.edit([put('b')]);
  desk.page?.hidden();
  desk.page?.leaving();
  await desk.pass(3 * LOCK_MS);
  expect(desk.project.client).toBe(first);
  letGo();
  desk.storage = 'well';
  await desk.pass(10_000);
  expect(await stored(first)).toContain('b');
});

it('the first edit waits for the lock, too', async () => {
  const locks = memoryLocks();
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  desk = new Desk({}, { locks: { ...locks, hold: (...args) => given.then(() => locks.hold(...args)) } });
  desk.project.edit([put('a')]);
  await desk.pass(0);
  expect(await stored(desk.project.client)).toEqual([]);
  give();
  await desk.pass(0);
  expect(await stored(desk.project.client)).toEqual(['a']);
});
