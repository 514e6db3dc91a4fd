import { describe, expect, test } from 'vitest';
import { pathOf, placeOf } from '../../src/open/browserPorts.ts';
import { browserLocks, type Locks, memoryLocks, namedLocks } from '../../src/ports/locks.ts';

/** What the SDK uses of Web Locks, as browsers have it. */
function webLocks(): LockManager {
  const queues = new Map<string, (() => void)[]>();
  const next = (name: string) => {
    const waiting = queues.get(name)?.shift();
    if (waiting === undefined) queues.delete(name);
    else waiting();
  };
  const request = (name: string, options: LockOptions, run: (lock: Lock | null) => unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const held = () =>
        Promise.resolve(run({ name, mode: 'exclusive' }))
          .then(resolve, reject)
          .finally(() => next(name));
      const queue = queues.get(name);
      if (queue === undefined) {
        queues.set(name, []);
        void held();
      } else if (options.ifAvailable) {
        Promise.resolve(run(null)).then(resolve, reject);
      } else {
        queue.push(held);
        options.signal?.addEventListener('abort', () => {
          queues.set(
            name,
            queue.filter((one) => one !== held),
          );
          reject(options.signal?.reason);
        });
      }
    });
  const query = async () => ({ held: [...queues.keys()].map((name) => ({ name })) });
  return { request, query } as unknown as LockManager;
}

describe.each<[string, () => Locks | undefined]>([
  ['in memory', memoryLocks],
  ['of the browser', () => browserLocks({ locks: webLocks() })],
])('locks %s', (_name, make) => {
  const locksOf = () => {
    const locks = make();
    if (locks === undefined) throw new Error('no locks');
    return locks;
  };

  test('are held by one at a time, by name, until they are released', async () => {
    const locks = locksOf();
    const release = await locks.tryHold('a');
    expect(release).toBeDefined();
    expect(await locks.tryHold('a')).toBeUndefined();
    expect(await locks.tryHold('b')).toBeDefined();
    release?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await locks.tryHold('a')).toBeDefined();
  });

  test('are known to be held without being taken', async () => {
    const locks = locksOf();
    expect(await locks.isHeld('a')).toBe(false);
    const release = await locks.hold('a');
    expect([await locks.isHeld('a'), await locks.isHeld('b')]).toEqual([true, false]);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await locks.isHeld('a')).toBe(false);
  });

  test('go to those who wait, in order', async () => {
    const locks = locksOf();
    const order: number[] = [];
    const release = await locks.hold('a');
    const waits = [1, 2].map(async (who) => {
      const mine = await locks.hold('a');
      order.push(who);
      mine();
    });
    release();
    await Promise.all(waits);
    expect(order).toEqual([1, 2]);
  });

  test('are not given to one who no longer waits', async () => {
    const locks = locksOf();
    const release = await locks.hold('a');
    const giveUp = new AbortController();
    const given = locks.hold('a', giveUp.signal);
    const patient = locks.hold('a');
    giveUp.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    release();
    expect(await patient).toBeDefined();
  });
});

test('a browser without Web Locks has none', () => {
  expect(browserLocks(undefined)).toBe(
    globalThis.navigator?.locks === undefined ? undefined : expect.anything(),
  );
});

test('servers below two paths of one host have locks of their own', async () => {
  const browser = memoryLocks();
  const boards = namedLocks(browser, '/boards');
  const trial = namedLocks(browser, '/trial');
  expect(await boards?.tryHold('project')).toBeDefined();
  expect(await boards?.tryHold('project')).toBeUndefined();
  expect(await trial?.tryHold('project')).toBeDefined();
  const release = await trial?.hold('client');
  expect(await trial?.tryHold('client')).toBeUndefined();
  expect([await trial?.isHeld('client'), await boards?.isHeld('client')]).toEqual([true, false]);
  release?.();
  expect(await trial?.tryHold('client')).toBeDefined();
  expect(namedLocks(undefined, '/boards')).toBeUndefined();
});

test('the path of a server has no slash at its end, and the root has none at all', () => {
  for (const root of ['https://host.example', 'https://host.example/']) expect(pathOf(root)).toBe('');
  for (const boards of ['https://host.example/boards', 'https://host.example/boards/'])
    expect(pathOf(boards)).toBe('/boards');
});

test('what is kept for a person has a place of its own', () => {
  const origin = 'https://host.example/boards/';
  expect(placeOf({ origin })).toBe('/boards');
  expect(placeOf({ origin, keptFor: '' })).toBe('/boards');
  expect(placeOf({ origin, keptFor: 'ada' })).toBe('/boards@ada');
});
