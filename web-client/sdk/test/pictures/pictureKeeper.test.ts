import { describe, expect, it, vi } from 'vitest';
import {
  KEEP_MS,
  LEAST_REST,
  MOST_BYTES,
  MOST_PICTURES,
  PictureKeeper,
  REST_MS,
  SLICE,
} from '../../src/pictures/pictureKeeper.ts';
import { memoryLocks } from '../../src/ports/locks.ts';
import type { Props } from '../../src/protocol/change.ts';
import { memoryPictures } from '../../src/storage/index.ts';
import { Clock } from '../simulation/clock.ts';

/** A browser with tabs that keep pictures. */
class Browser {
  readonly clock = new Clock();
  readonly store = memoryPictures();
  readonly locks = memoryLocks();

  tab(project: string, objects: () => ReadonlyMap<string, Props>): PictureKeeper {
    return new PictureKeeper({
      ...{ project, objects, store: this.store, locks: this.locks },
      timers: this.clock.timers(() => true),
      about: () => ({ title: project, version: 'v', settings: {} }),
    });
  }

  async pass(ms: number): Promise<void> {
    const end = this.clock.now + ms;
    do await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.clock.step(end));
  }

  async kept(project: string): Promise<string[] | undefined> {
    const picture = await this.store.load(project);
    return picture && [...picture.objects.keys()].sort();
  }
}

describe('pictures of projects', () => {
  it('are kept soon after a change, in slices, however many objects there are', async () => {
    const browser = new Browser();
    const objects = new Map(Array.from({ length: 2 * SLICE + 7 }, (_, at) => [`o${at}`, { x: at }]));
    const tab = browser.tab('p', () => objects);
    tab.changed();
    await browser.pass(KEEP_MS - 100);
    expect(await browser.kept('p')).toBeUndefined();
    await browser.pass(100 + 4 * REST_MS);
    expect((await browser.kept('p'))?.length).toBe(2 * SLICE + 7);
    objects.delete('o3');
    tab.changed();
    await browser.pass(KEEP_MS + 100);
    expect((await browser.kept('p'))?.length).toBe(2 * SLICE + 6);
  });

  it('are written for a part of the time, however long that takes', async () => {
    const browser = new Browser();
    const timers = browser.clock.timers(() => true);
    const { store } = browser;
    const begun: number[] = [];
    vi.spyOn(store, 'put').mockImplementation(async () => {
      begun.push(timers.now());
      await new Promise<void>((resolve) => void timers.set(resolve, 100));
    });
    const objects = new Map(Array.from({ length: 3 * SLICE }, (_, at) => [`o${at}`, { x: at }]));
    browser.tab('p', () => objects).changed();
    await browser.pass(KEEP_MS + 3_000);
    const first = begun[0] ?? 0;
    expect(begun.map((at) => at - first)).toEqual([0, 1, 2].map((slice) => slice * 100 * (1 + LEAST_REST)));
  });

  it('are kept by one tab, and by the next when that one ends', async () => {
    const browser = new Browser();
    const first = browser.tab('p', () => new Map([['first', {}]]));
    const second = browser.tab('p', () => new Map([['second', {}]]));
    first.changed();
    await browser.pass(KEEP_MS + 100);
    second.changed();
    await browser.pass(KEEP_MS + 100);
    expect(await browser.kept('p')).toEqual(['first']);
    first.end();
    second.changed();
    await browser.pass(KEEP_MS + 100);
    expect(await browser.kept('p')).toEqual(['second']);
  });

  it('are whole again after another tab has removed one to make room', async () => {
    const browser = new Browser();
    const objects = new Map<string, Props>([
      ['a', { x: 1 }],
      ['b', { x: 1 }],
    ]);
    const tab = browser.tab('p', () => objects);
    tab.changed();
    await browser.pass(KEEP_MS + 100);
    for (let at = 0; at < MOST_PICTURES; at++) {
      browser.tab(`p${at}`, () => new Map([['a', {}]])).changed();
      await browser.pass(KEEP_MS + 100);
    }
    expect(await browser.kept('p')).toBeUndefined();
    objects.set('a', { x: 2 });
    tab.changed();
    await browser.pass(KEEP_MS + 100);
    expect(await browser.kept('p')).toEqual(['a', 'b']);
  });

  it('of large projects are not kept, and the oldest go where there are too many', async () => {
    const browser = new Browser();
    const half = 'x'.repeat(MOST_BYTES / 2);
    const objects = new Map<string, Props>([['a', { text: half }]]);
    const tab = browser.tab('large', () => objects);
    tab.changed();
    await browser.pass(KEEP_MS + 100);
    expect(await browser.kept('large')).toEqual(['a']);
    objects.set('b', { text: half });
    const put = vi.spyOn(browser.store, 'put');
    tab.changed();
    await browser.pass(KEEP_MS + 100);
    expect(await browser.kept('large')).toBeUndefined();
    expect(put).not.toHaveBeenCalled();
    for (let at = 0; at < MOST_PICTURES + 2; at++) {
      browser.clock.ahead -= 3_600_000; // whatever the clock is set to, the latest stay
      browser.tab(`p${at}`, () => new Map([['a', {}]])).changed();
      await browser.pass(KEEP_MS + 100);
    }
    const kept = (await browser.store.all()).map(({ project }) => project);
    expect([kept.length, kept.includes('p1'), kept.includes('p2')]).toEqual([MOST_PICTURES, false, true]);
  });
});
