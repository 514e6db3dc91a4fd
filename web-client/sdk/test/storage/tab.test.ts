import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Locks, memoryLocks, type Release } from '../../src/ports/locks.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { claimTab } from '../../src/storage/index.ts';
import { CLAIM_MS } from '../../src/storage/tab.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser: locks that its tabs share, and pages that lose theirs when they end. */
function browser() {
  const locks = memoryLocks();
  let ids = 0;
  const load = (sessionStorage: ReturnType<typeof sessionOf>) => {
    const held: Release[] = [];
    const mine: Locks = {
      tryHold: locks.tryHold,
      isHeld: locks.isHeld,
      hold: async (name, signal) => {
        const release = await locks.hold(name, signal);
        held.push(release);
        return release;
      },
    };
    const tab = claimTab({ sessionStorage, locks: mine, timers: browserTimers, uuid: () => `tab${++ids}` });
    return { tab, end: () => held.forEach((release) => void release()) };
  };
  return { load };
}

function sessionOf(items: Map<string, string> = new Map()) {
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    copy: () => sessionOf(new Map(items)),
  };
}

test('a reload keeps the tab, another tab is another', async () => {
  const { load } = browser();
  const session = sessionOf();
  const first = load(session);
  expect(await first.tab).toBe('tab1');
  expect(await load(sessionOf()).tab).toBe('tab2');
  first.end();
  expect(await load(session).tab).toBe('tab1');
});

test('a reload that is quicker than the end of the page before waits for it', async () => {
  const { load } = browser();
  const session = sessionOf();
  const first = load(session);
  await first.tab;
  const second = load(session);
  await vi.advanceTimersByTimeAsync(CLAIM_MS - 1);
  first.end();
  expect(await second.tab).toBe('tab1');
});

test('a duplicated tab is another one', async () => {
  const { load } = browser();
  const session = sessionOf();
  await load(session).tab;
  const copy = session.copy();
  const duplicate = load(copy);
  await vi.advanceTimersByTimeAsync(CLAIM_MS);
  expect(await duplicate.tab).toBe('tab2');
  expect(copy.getItem('easel:tab')).toBe('tab2');
});

test('without locks and session storage there is an id all the same', async () => {
  const tab = await claimTab({
    sessionStorage: undefined,
    locks: undefined,
    timers: browserTimers,
    uuid: () => 'lone',
  });
  expect(tab).toBe('lone');
});
