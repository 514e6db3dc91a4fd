import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem } from '../../src/http/index.ts';
import { REOFFER_MS } from '../../src/outbox/reoffer.ts';
import { clientLockName, deliveryLockName, projectLockName } from '../../src/ports/locks.ts';
import type { Change } from '../../src/protocol/change.ts';
import { BODY_BYTES, bodies } from '../../src/recovery/bodies.ts';
import {
  LOOK_AFTER_MS,
  LOOK_MS,
  REOFFER_EVERY_MS,
  SCAN_MS,
  UNREADABLE_MS,
} from '../../src/recovery/recovery.ts';
import { StorageFailure } from '../../src/storage/index.ts';
import { FIRST_MS, LONGEST_MS } from '../../src/timing/backoff.ts';
import { Browser, edit } from './browser.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const of = (id: string, number: number) =>
  edit(number, { changes: [{ op: 'patch', id, set: { x: number } }] });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('what an older page load left', () => {
  test('is sent unchanged, in order, under its own UUID, and is then forgotten', async () => {
    const browser = new Browser();
    const left = [edit(3, { group: 'g' }), edit(4), edit(10)];
    await browser.store.put('p', 'old', left);
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    expect(browser.requests).toEqual([{ client: 'old', edits: left }]);
    expect(await browser.store.clients('p')).toEqual([]);
    expect(tab.edits).toBe(0);
  });

  test('is not touched while that page load lives, and sent once it has ended', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'living', [edit(1)]);
    const end = await browser.locks.hold(clientLockName('living'));
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(3 * SCAN_MS);
    expect([browser.sent, tab.edits]).toEqual([[], 0]);
    end();
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    expect(browser.sent).toEqual(['living 1']);
  });

  test('is never what this page load itself keeps', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'new', [edit(1)]);
    void browser.tab('new').run();
    await vi.advanceTimersByTimeAsync(3 * SCAN_MS);
    expect(browser.sent).toEqual([]);
  });

  test('is sent by one tab, and by the next when that one ends', async () => {
    const browser = new Browser();
    const first = browser.tab('one');
    const second = browser.tab('two');
    const running = first.run();
    void second.run();
    await settle();
    await browser.store.put('p', 'old', [edit(1)]);
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    expect(browser.sent).toEqual(['old 1']);
    first.stop();
    await running;
    await browser.store.put('p', 'old', [edit(2)]);
    await settle();
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    expect(browser.sent).toEqual(['old 1', 'old 2']);
  });

  test('is held by nobody after a round, and a stop while waiting ends the wait', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const tab = browser.tab('new');
    const running = tab.run();
    await settle();
    expect(await browser.locks.tryHold(clientLockName('old'))).toBeDefined();
    const waiting = browser.tab('other');
    const alsoRunning = waiting.run();
    waiting.stop();
    await alsoRunning;
    tab.stop();
    await running;
    expect(await browser.locks.tryHold(projectLockName('p'))).toBeDefined();
  });

  test('goes before what later page loads left', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'b', [edit(1, { at: 2 })]);
    await browser.store.put('p', 'c', [edit(1, { at: 1 })]);
    await browser.store.put('p', 'a', [edit(1, { at: 3 })]);
    void browser.tab('new').run();
    await settle();
    expect(browser.sent).toEqual(['c 1', 'b 1', 'a 1']);
  });

  test('goes in bodies of a bounded size', async () => {
    const browser = new Browser();
    const large = (n: number) =>
      edit(n, { changes: [{ op: 'put', id: 'a', props: { t: 'ü'.repeat(100_000) } }] });
    const left = [edit(1), large(2), large(3), large(4), edit(5)];
    await browser.store.put('p', 'old', left);
    void browser.tab('new').run();
    await settle();
    expect(browser.sent).toEqual(['old 1 2 3', 'old 4 5']);
  });

  test('is looked at, and not sent, by a tab that waits for the project’s lock', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1), edit(2, { setAside: 'no' })]);
    await browser.store.put('p', 'living', [edit(1)]);
    await browser.locks.hold(clientLockName('living'));
    const close = await browser.locks.hold(projectLockName('p'));
    const tab = browser.tab('new');
    const running = tab.run();
    expect(tab.isKnown).toBe(false);
    await vi.advanceTimersByTimeAsync(LOOK_AFTER_MS);
    expect([tab.isKnown, tab.left.map(({ client }) => client), tab.setAside.length]).toEqual([
      true,
      ['old'],
      1,
    ]);
    await browser.store.put('p', 'living', [], [1]);
    await browser.store.remove('p', 'old', [1]);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect([tab.edits, browser.sent]).toEqual([0, []]);
    await browser.store.put('p', 'old', [edit(3)]);
    close();
    await settle();
    expect(browser.sent).toEqual(['old 3']);
    tab.stop();
    await running;
    expect(await browser.locks.tryHold(projectLockName('p'))).toBeDefined();
  });

  test('is seen also while another tab is just delivering it', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    let answered: () => void = () => undefined;
    const slow = new Promise<never>((_, reject) => {
      answered = () => reject(new TypeError('cut'));
    });
    const other = browser.tab('other', { send: () => slow });
    const delivered = other.once();
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(LOOK_AFTER_MS);
    expect([tab.isKnown, tab.edits]).toEqual([true, 1]);
    answered();
    await delivered;
    await settle();
    expect([browser.sent, tab.edits]).toEqual([['old 1'], 0]);
    expect(await browser.locks.tryHold(deliveryLockName('old'))).toBeDefined();
  });

  test('stays where its lock is not had for once, and is not counted as offered then', async () => {
    const browser = new Browser();
    browser.durable = 0;
    await browser.store.put('p', 'old', [edit(1)]);
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    const { offers } = tab;
    const page = await browser.locks.hold(clientLockName('old'));
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect([tab.edits, tab.offers, browser.sent.length]).toEqual([1, offers, 1]);
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect(tab.edits).toBe(0); // its page was frozen, and sends it
    page();
    await vi.advanceTimersByTimeAsync(SCAN_MS);
    expect([tab.edits, browser.sent.length]).toEqual([1, 2]);
  });

  test('is counted and shown, and not sent, where the browser refuses locks', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const no = () => Promise.reject(new DOMException('no', 'SecurityError'));
    const tab = browser.tab('new', { locks: { hold: no, tryHold: no, isHeld: no } });
    void tab.run();
    await settle();
    expect([tab.isKnown, tab.edits, browser.sent]).toEqual([true, 1, []]);
  });

  test('is not sent where the browser has no locks, but counted', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1), edit(2, { setAside: 'no' })]);
    const tab = browser.tab('new', { locks: undefined });
    void tab.run();
    await vi.advanceTimersByTimeAsync(3 * SCAN_MS);
    expect(browser.sent).toEqual([]);
    expect([tab.edits, tab.setAside.length]).toEqual([1, 1]);
  });
});

test('a body is full to the byte and not beyond', () => {
  const fill = (n: number, bytes: number) =>
    edit(n, { changes: [{ op: 'put', id: 'a', props: { t: 'x'.repeat(bytes) } }] });
  const bytes = (edits: readonly ReturnType<typeof edit>[]) =>
    JSON.stringify({ client: 'c', edits: edits.map(({ at: _, ...wire }) => wire) }).length;
  const spare = BODY_BYTES - bytes([fill(1, 0), fill(2, 0)]);
  expect(bodies('c', [fill(1, 10), fill(2, spare - 11)])).toHaveLength(1);
  expect(bodies('c', [fill(1, 10), fill(2, spare - 9)])).toHaveLength(2);
  expect(bodies('c', [fill(1, 2 * BODY_BYTES), fill(2, 1)])).toHaveLength(2);
  expect(bodies('c', [])).toEqual([]);
});

describe('what is not durable', () => {
  test('is kept and sent again until it is', async () => {
    const browser = new Browser();
    browser.durable = 4;
    browser.judge = ({ edit }) => ({ seq: edit === 1 ? 4 : 5 });
    await browser.store.put('p', 'old', [edit(1), edit(2)]);
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    expect(await browser.store.read('p', 'old')).toEqual([edit(2)]);
    expect(tab.edits).toBe(1);
    browser.durable = 5;
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect(browser.sent).toEqual(['old 1 2', 'old 2']);
    expect(await browser.store.clients('p')).toEqual([]);
  });

  test('an edit that is not in the answer is kept', async () => {
    const browser = new Browser();
    const answer = async () => ({ results: [{ edit: 2, seq: 1 }], durable: 1 });
    await browser.store.put('p', 'old', [edit(1), edit(2)]);
    void browser.tab('new', { send: answer }).run();
    await settle();
    expect(await browser.store.read('p', 'old')).toEqual([edit(1)]);
  });
});

describe('E14 what is refused because something is missing', () => {
  test.each(['not_found', 'conflict'] as const)('%s: is offered again until it is', async (code) => {
    const browser = new Browser();
    let there = false;
    browser.judge = ({ edit }) => (edit === 1 && !there ? { refused: { code, message: 'a' } } : { seq: 1 });
    await browser.store.put('p', 'old', [edit(1), of('b', 2)]);
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(2 * REOFFER_EVERY_MS);
    expect(browser.sent).toEqual(['old 1 2', 'old 1', 'old 1']);
    there = true;
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect(await browser.store.clients('p')).toEqual([]);
    expect(tab.setAside).toEqual([]);
  });

  test('is not made over what later edits of the same page load have set', async () => {
    const browser = new Browser();
    let there = false;
    browser.judge = ({ edit }) =>
      edit === 1 && !there ? { refused: { code: 'not_found', message: 'b' } } : { seq: 1 };
    const both: Change[] = [
      { op: 'patch', id: 'a', set: { x: 1, y: 1 } },
      { op: 'patch', id: 'b', set: { x: 1 } },
    ];
    await browser.store.put('p', 'old', [edit(1, { changes: both }), edit(2)]);
    void browser.tab('new').run();
    await settle();
    there = true;
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect(browser.sent).toEqual(['old 1 2', 'old 1']);
    expect(browser.requests[1]?.edits[0]?.changes).toEqual([
      { op: 'patch', id: 'a', set: { y: 1 } },
      { op: 'patch', id: 'b', set: { x: 1 } },
    ]);
  });

  test('is forgotten when later edits of the same page load have set all of it', async () => {
    const browser = new Browser();
    browser.judge = ({ edit }) =>
      edit === 1 ? { refused: { code: 'not_found', message: 'a' } } : { seq: 1 };
    await browser.store.put('p', 'old', [edit(1), edit(2)]);
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(2 * REOFFER_MS);
    expect(browser.sent).toEqual(['old 1 2']);
    expect([tab.edits, tab.setAside, await browser.store.clients('p')]).toEqual([0, [], []]);
  });

  test.each([
    ['to take what is left of it', 'not_found'],
    ['to set it aside', 'invalid'],
  ] as const)('is not made over them either while the store fails %s', async (_what, code) => {
    const browser = new Browser();
    let there = false;
    browser.judge = ({ edit }) => (edit === 1 && !there ? { refused: { code, message: 'b' } } : { seq: 1 });
    const both: Change[] = [
      { op: 'patch', id: 'a', set: { x: 1, y: 1 } },
      { op: 'patch', id: 'b', set: { x: 1 } },
    ];
    await browser.store.put('p', 'old', [edit(1, { changes: both }), edit(2), edit(3, { group: 'g' })]);
    const put = vi.spyOn(browser.store, 'put').mockRejectedValue(new StorageFailure('failed'));
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    there = true;
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect(browser.sent.slice(0, 2)).toEqual(['old 1 2 3', 'old 1 2 3']);
    const left = [
      { op: 'patch', id: 'a', set: { y: 1 } },
      { op: 'patch', id: 'b', set: { x: 1 } },
    ];
    for (const { edits } of browser.requests.slice(1)) expect(edits[0]?.changes).toEqual(left);
    put.mockRestore();
    await vi.advanceTimersByTimeAsync(REOFFER_MS);
    expect([tab.edits, tab.setAside, await browser.store.clients('p')]).toEqual([0, [], []]);
  });

  test('is set aside after ten seconds, kept and never sent again', async () => {
    const browser = new Browser();
    browser.judge = () => ({ refused: { code: 'not_found', message: 'object a does not exist' } });
    await browser.store.put('p', 'old', [edit(1)]);
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(REOFFER_MS - 1);
    expect([tab.edits, tab.setAside.length]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    const reason = 'not_found: object a does not exist';
    expect(tab.setAside).toEqual([{ client: 'old', edit: 1, changes: edit(1).changes, reason, at: 1 }]);
    expect(await browser.store.read('p', 'old')).toEqual([edit(1, { setAside: reason })]);
    const sent = browser.sent.length;
    await vi.advanceTimersByTimeAsync(10 * SCAN_MS);
    expect([browser.sent.length, tab.edits]).toEqual([sent, 0]);
  });
});

describe('E15 what is refused for its number alone', () => {
  const refusal = (number: 'taken' | 'connected') => ({ code: 'conflict' as const, message: number, number });

  test('is offered for as long as the server takes its page for connected', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    browser.judge = () => ({ refused: refusal('connected') });
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(3 * REOFFER_MS);
    expect([tab.edits, tab.setAside]).toEqual([1, []]);
    browser.judge = () => ({ seq: 1 });
    await vi.advanceTimersByTimeAsync(REOFFER_EVERY_MS);
    expect([tab.edits, await browser.store.clients('p')]).toEqual([0, []]);
  });

  test('is set aside at once when its number is taken, and never made again; the rest goes on', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1), edit(2), edit(3)]);
    browser.judge = ({ edit: number }) => (number === 2 ? { refused: refusal('taken') } : { seq: 1 });
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(10 * SCAN_MS);
    expect(browser.sent).toEqual(['old 1 2 3']);
    const reason = 'another edit is there under its number, perhaps a later state of this one';
    expect(tab.setAside).toEqual([{ client: 'old', edit: 2, changes: edit(2).changes, reason, at: 2 }]);
    expect(await browser.store.read('p', 'old')).toEqual([edit(2, { setAside: reason })]);
  });
});

describe('what cannot be taken', () => {
  test.each(['invalid', 'too_large', 'forbidden'] as const)(
    '%s: is set aside at once, the rest goes on',
    async (code) => {
      const browser = new Browser();
      browser.judge = ({ edit }) => (edit === 1 ? { refused: { code, message: 'no' } } : { seq: 1 });
      await browser.store.put('p', 'old', [edit(1), edit(2)]);
      const tab = browser.tab('new');
      void tab.run();
      await settle();
      expect(await browser.store.read('p', 'old')).toEqual([edit(1, { setAside: `${code}: no` })]);
      expect([tab.edits, tab.setAside.length]).toEqual([0, 1]);
    },
  );

  test('A1 is set aside where the server takes none of it, as this person may only look', async () => {
    const browser = new Browser();
    browser.failure = () => {
      throw new ApiProblem(403, 'Forbidden', 'viewers do not edit', undefined, undefined, true, 'forbidden');
    };
    await browser.store.put('p', 'old', [edit(1), edit(2)]);
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    expect(browser.sent).toEqual(['old 1 2']);
    expect(tab.setAside.map(({ reason }) => reason)).toEqual([
      ...['forbidden: viewers do not edit', 'forbidden: viewers do not edit'],
    ]);
  });

  test.each([400, 413, 422])('HTTP %i: the one edit that makes the request fail is found', async (status) => {
    const browser = new Browser();
    browser.failure = (edits: { edit: number }[]) => {
      if (edits.some(({ edit }) => edit === 2)) throw new ApiProblem(status, 'Bad Request', 'no');
    };
    await browser.store.put('p', 'old', [edit(1), edit(2), edit(3)]);
    void browser.tab('new').run();
    await settle();
    expect(browser.sent).toEqual(['old 1 2 3', 'old 1', 'old 2', 'old 3']);
    expect(await browser.store.read('p', 'old')).toEqual([edit(2, { setAside: 'Bad Request: no' })]);
  });

  test('of a page load before stays shown after a reload, until it is dismissed', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1, { setAside: 'no' }), edit(2, { setAside: 'no' })]);
    const tab = browser.tab('new');
    const told = vi.fn();
    tab.onChange(told);
    void tab.run();
    await settle();
    expect(browser.sent).toEqual([]);
    expect(tab.setAside.map(({ edit }) => edit)).toEqual([1, 2]);
    told.mockClear();
    for (const one of tab.setAside) await tab.dismiss(one);
    expect(told).toHaveBeenCalledTimes(2);
    expect(tab.setAside).toEqual([]);
    expect(await browser.store.clients('p')).toEqual([]);
  });
});

describe('while the server is away', () => {
  test.each([
    ['not reached', new TypeError('fetch failed')],
    ['not able', new ApiProblem(503, 'Service Unavailable', 'not now')],
    ['without the project', new ApiProblem(404, 'Not Found', 'no such project')],
    ['not understood by a proxy', new ApiProblem(400, 'Bad Request', '', undefined, undefined, false)],
    ['not in time', new DOMException('too long', 'TimeoutError')],
  ])('%s: nothing is lost, and the waits grow', async (_name, failure) => {
    const browser = new Browser();
    browser.failure = failure;
    await browser.store.put('p', 'old', [edit(1)]);
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(200_000);
    const gaps = browser.times.slice(1).map((time, at) => time - (browser.times[at] ?? 0));
    expect(gaps.slice(0, 8)).toEqual([125, 250, 500, 1_000, 2_000, 4_000, 7_500, 7_500]);
    expect(tab.edits).toBe(1);
    browser.failure = undefined;
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(await browser.store.clients('p')).toEqual([]);
    expect(tab.edits).toBe(0);
  });

  test('it waits as long as it is asked to', async () => {
    const browser = new Browser();
    browser.failure = new ApiProblem(503, 'Service Unavailable', '', 20_000);
    await browser.store.put('p', 'old', [edit(1)]);
    void browser.tab('new').run();
    await vi.advanceTimersByTimeAsync(19_999);
    expect(browser.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_001);
    expect(browser.sent).toHaveLength(2);
  });

  test('it does not wait once the server can be reached', async () => {
    const browser = new Browser();
    browser.failure = new TypeError('fetch failed');
    await browser.store.put('p', 'old', [edit(1)]);
    const tab = browser.tab('new');
    void tab.run();
    await settle();
    browser.failure = undefined;
    tab.nudge();
    await settle();
    expect(await browser.store.clients('p')).toEqual([]);
  });

  test('it is not known what there is while the store cannot be read, for ten seconds', async () => {
    const browser = new Browser();
    const clients = vi.spyOn(browser.store, 'clients').mockRejectedValue(new StorageFailure('failed'));
    const tab = browser.tab('new');
    void tab.run();
    await vi.advanceTimersByTimeAsync(UNREADABLE_MS - 1);
    expect(tab.isKnown).toBe(false);
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(tab.isKnown).toBe(true);
    await browser.store.put('p', 'old', [edit(1)]);
    clients.mockRestore();
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(browser.sent).toEqual(['old 1']);
  });

  test('a store that fails is asked again', async () => {
    const browser = new Browser();
    await browser.store.put('p', 'old', [edit(1)]);
    const clients = vi.spyOn(browser.store, 'clients').mockRejectedValueOnce(new StorageFailure('failed'));
    void browser.tab('new').run();
    await settle();
    expect(browser.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(FIRST_MS);
    expect(clients).toHaveBeenCalledTimes(2);
    expect(browser.sent).toEqual(['old 1']);
  });
});
