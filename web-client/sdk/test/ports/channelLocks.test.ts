import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AGAIN_MS, ANSWER_MS, channelLocks, type LockMessage } from '../../src/ports/channelLocks.ts';
import { clientLockName, type Locks } from '../../src/ports/locks.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { SCAN_MS } from '../../src/recovery/recovery.ts';
import { Browser, edit } from '../recovery/browser.ts';

/** The tabs of one browser; one that has ended hears nothing, and nothing it says is heard. */
class Tabs {
  readonly #tabs = new Set<(message: LockMessage) => void>();
  readonly said: LockMessage[] = [];
  #claims = 0;

  open(claims = () => String(++this.#claims).padStart(4, '0')): { locks: Locks; end: () => void } {
    let mine: (message: LockMessage) => void = () => undefined;
    const channel = {
      post: (message: LockMessage) => {
        if (!this.#tabs.has(mine)) return;
        this.said.push(message);
        for (const hear of this.#tabs)
          if (hear !== mine) setTimeout(() => this.#tabs.has(hear) && hear(message));
      },
      listen: (heard: (message: LockMessage) => void) => {
        mine = heard;
        this.#tabs.add(heard);
      },
    };
    return { locks: channelLocks(channel, browserTimers, claims), end: () => void this.#tabs.delete(mine) };
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const asked = async <T>(answer: Promise<T>): Promise<T> => {
  await vi.advanceTimersByTimeAsync(ANSWER_MS + 10);
  return answer;
};

describe('locks of tabs that talk to each other', () => {
  test('are held by one tab at a time, by name, until it releases them', async () => {
    const tabs = new Tabs();
    const [a, b] = [tabs.open(), tabs.open()];
    const release = await asked(a.locks.tryHold('x'));
    expect(release).toBeDefined();
    expect(await asked(b.locks.tryHold('x'))).toBeUndefined();
    expect(await asked(a.locks.tryHold('x'))).toBeUndefined();
    expect(await asked(b.locks.tryHold('y'))).toBeDefined();
    release?.();
    expect(await asked(b.locks.tryHold('x'))).toBeDefined();
  });

  test('can be waited for for days without piling up what listens, and the wait ends at once', async () => {
    const tabs = new Tabs();
    const [a, b] = [tabs.open(), tabs.open()];
    await asked(a.locks.tryHold('x'));
    const wait = new AbortController();
    const listening = new Set<unknown>();
    const { signal } = wait;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: EventListener) => {
      listening.add(listener);
      add(type, listener);
    };
    signal.removeEventListener = (type: string, listener: EventListener) => {
      listening.delete(listener);
      remove(type, listener);
    };
    const ended = expect(b.locks.hold('x', signal)).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(20 * AGAIN_MS);
    expect(listening.size).toBeLessThan(4);
    wait.abort();
    await ended;
    await expect(b.locks.hold('y', signal)).rejects.toThrow();
  });

  test('go to one of those who ask at the same time, whoever asked first', async () => {
    const tabs = new Tabs();
    for (const names of ['ab', 'ba']) {
      const all = [...names].map((name) => tabs.open(() => name));
      const given = all.map(({ locks }) => locks.tryHold(names));
      await vi.advanceTimersByTimeAsync(ANSWER_MS + 10);
      const held = (await Promise.all(given)).map((release) => release !== undefined);
      expect(held).toEqual([...names].map((name) => name === 'a'));
    }
  });

  test('go to one who waits as soon as they are free, and in the page in the order of asking', async () => {
    const tabs = new Tabs();
    const [a, b] = [tabs.open(), tabs.open()];
    const release = await asked(a.locks.hold('x'));
    const order: string[] = [];
    const first = b.locks.hold('x');
    void first.then(() => order.push('first'));
    void b.locks.hold('x').then(() => order.push('second'));
    await vi.advanceTimersByTimeAsync(10 * AGAIN_MS);
    expect(order).toEqual([]);
    release();
    (await asked(first))();
    await vi.advanceTimersByTimeAsync(ANSWER_MS + 10);
    expect(order).toEqual(['first', 'second']);
  });

  test('are asked about without being in the way of who takes them', async () => {
    const tabs = new Tabs();
    const [a, b, c] = [tabs.open(), tabs.open(), tabs.open()];
    const asks = asked(b.locks.isHeld('x'));
    const taken = a.locks.tryHold('x');
    const alsoAsks = c.locks.isHeld('x');
    await vi.advanceTimersByTimeAsync(ANSWER_MS + 10);
    expect(await taken).toBeDefined();
    await Promise.all([asks, alsoAsks]);
    expect(await asked(b.locks.isHeld('x'))).toBe(true);
    expect(await a.locks.isHeld('x')).toBe(true);
    a.end();
    expect(await asked(b.locks.isHeld('x'))).toBe(false);
  });

  test('of a tab that has ended without a word are free', async () => {
    const tabs = new Tabs();
    const [a, b] = [tabs.open(), tabs.open()];
    await asked(a.locks.hold('x'));
    const waiting = b.locks.hold('x');
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    a.end();
    await vi.advanceTimersByTimeAsync(AGAIN_MS + ANSWER_MS + 10);
    expect(await waiting).toBeDefined();
  });

  test('are not given to one who no longer waits, and nobody is in its way', async () => {
    const tabs = new Tabs();
    const [a, b] = [tabs.open(), tabs.open()];
    const release = await asked(a.locks.hold('x'));
    for (const after of [ANSWER_MS / 2, ANSWER_MS + 50]) {
      const giveUp = new AbortController();
      const given = expect(b.locks.hold('x', giveUp.signal)).rejects.toThrow('enough');
      await vi.advanceTimersByTimeAsync(after);
      giveUp.abort(new Error('enough'));
      await given;
    }
    release();
    expect(await asked(b.locks.tryHold('x'))).toBeDefined();
  });
});

test('what a dead tab without Web Locks left is sent by the next, and of a living one nothing', async () => {
  const browser = new Browser();
  const tabs = new Tabs();
  const [living, dead, next] = [tabs.open(), tabs.open(), tabs.open()];
  await browser.store.put('p', 'living', [edit(1)]);
  await browser.store.put('p', 'dead', [edit(2)]);
  await asked(living.locks.hold(clientLockName('living')));
  await asked(dead.locks.hold(clientLockName('dead')));
  void browser.tab('next', { locks: next.locks }).run();
  await vi.advanceTimersByTimeAsync(2 * SCAN_MS);
  expect(browser.sent).toEqual([]);
  dead.end();
  await vi.advanceTimersByTimeAsync(2 * SCAN_MS);
  expect(browser.sent).toEqual(['dead 2']);
});

test.each([2, 3])('what was left is not taken for gone by one of %i tabs before it is', async (count) => {
  const browser = new Browser();
  const tabs = new Tabs();
  await browser.store.put('p', 'dead', [edit(1)]);
  browser.judge = () => ({ refused: { code: 'conflict', message: 'connected', number: 'connected' } });
  const open = Array.from({ length: count }, (_, at) =>
    browser.tab(`tab ${at}`, { locks: tabs.open().locks, random: () => at / count }),
  );
  const gone: string[] = [];
  for (const [at, tab] of open.entries()) {
    tab.onChange(() => tab.isKnown && tab.edits === 0 && gone.push(`tab ${at} at ${Date.now()}`));
    void tab.run();
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gone).toEqual([]);
  expect(open.map(({ edits }) => edits)).toEqual(open.map(() => 1));
  expect(browser.requests.length).toBeGreaterThan(10);
  browser.judge = () => ({ seq: 1 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([await browser.store.clients('p'), ...open.map(({ edits }) => edits)]).toEqual([
    [],
    ...open.map(() => 0),
  ]);
});
