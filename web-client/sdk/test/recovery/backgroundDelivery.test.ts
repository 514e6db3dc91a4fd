import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem } from '../../src/http/index.ts';
import { clientLockName, projectLockName } from '../../src/ports/locks.ts';
import type { PageEvents } from '../../src/ports/page.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { ASK_GONE_EVERY_MS, FIRST_LOOK_MS } from '../../src/recovery/backgroundDelivery.ts';
import { BackgroundDelivery } from '../../src/recovery/index.ts';
import { SCAN_MS } from '../../src/recovery/recovery.ts';
import { Browser, edit } from './browser.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page of the app on which no project is open. */
function page(browser: Browser) {
  const sent: string[] = [];
  let events: PageEvents | undefined;
  let failure: unknown;
  const delivery = new BackgroundDelivery({
    store: browser.store,
    locks: browser.locks,
    timers: browserTimers,
    random: () => 0.5,
    page: {
      watch: (given) => {
        events = given;
        return () => undefined;
      },
    },
    send: async (project, client, edits) => {
      sent.push(`${project} ${client} ${edits.map((one) => one.edit).join(' ')}`);
      if (failure !== undefined) throw failure;
      return { results: edits.map((one) => ({ edit: one.edit, seq: 1 })), durable: 1 };
    },
  });
  return {
    delivery,
    sent,
    events: () => events as PageEvents,
    fail: (cause: unknown) => {
      failure = cause;
    },
  };
}

describe('what is left of any project', () => {
  test('is sent from any page, and told until it is', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1), edit(2, { setAside: 'no' })]);
    await browser.store.put('q', 'older', [edit(7)]);
    const { delivery, sent, fail, events } = page(browser);
    const told: unknown[] = [];
    delivery.onChange(() =>
      told.push([...delivery.unsent].map(([project, { edits }]) => `${project} ${edits}`)),
    );
    fail(new TypeError('no network'));
    await vi.advanceTimersByTimeAsync(FIRST_LOOK_MS);
    expect([sent, told]).toEqual([['p old 1', 'q older 7'], [['p 2', 'q 1']]]);
    fail(undefined);
    events().online();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.slice(2)).toEqual(['p old 1', 'q older 7']);
    expect(told.at(-1)).toEqual(['p 1']); // what was set aside waits for the person
  });

  test('is left to the tab that has the project open, and to page loads that live', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    await browser.store.put('q', 'living', [edit(1)]);
    const close = await browser.locks.hold(projectLockName('p'));
    const end = await browser.locks.hold(clientLockName('living'));
    const { delivery, sent } = page(browser);
    await vi.advanceTimersByTimeAsync(3 * SCAN_MS);
    expect([sent, [...delivery.unsent.keys()]]).toEqual([[], ['p', 'q']]);
    close();
    end();
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    expect([sent, [...delivery.unsent.keys()]]).toEqual([['p old 1', 'q living 1'], []]);
  });

  test('is kept and told as such where the project is gone, and is not sent again and again', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const { delivery, sent, fail } = page(browser);
    fail(new ApiProblem(404, 'not found', ''));
    await vi.advanceTimersByTimeAsync(FIRST_LOOK_MS);
    expect([sent, delivery.unsent.get('p')]).toEqual([['p old 1'], { edits: 1, isGone: false }]);
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    const { length } = sent;
    await vi.advanceTimersByTimeAsync(10 * SCAN_MS);
    expect(sent.length).toBe(length);
    expect(delivery.unsent.get('p')).toEqual({ edits: 1, isGone: true });
    expect(await browser.store.clients('p')).toEqual(['old']);
  });

  test('is sent after all where the project is there again', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const { delivery, fail } = page(browser);
    fail(new ApiProblem(404, 'not found', ''));
    await vi.advanceTimersByTimeAsync(10 * SCAN_MS);
    fail(undefined);
    await vi.advanceTimersByTimeAsync(ASK_GONE_EVERY_MS);
    expect([delivery.unsent.size, await browser.store.clients('p')]).toEqual([0, []]);
  });

  test('is not taken for gone where only what stands before the server says so', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const { delivery, fail } = page(browser);
    fail(new ApiProblem(404, 'Not Found', '', undefined, undefined, false));
    await vi.advanceTimersByTimeAsync(10 * SCAN_MS);
    expect(delivery.unsent.get('p')).toEqual({ edits: 1, isGone: false });
  });

  test('is not sent any longer when the page stops', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const { delivery, sent } = page(browser);
    delivery.stop();
    await vi.advanceTimersByTimeAsync(3 * SCAN_MS);
    expect(sent).toEqual([]);
  });
});
