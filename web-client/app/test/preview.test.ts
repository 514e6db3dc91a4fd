import { ApiProblem, type EntryPage, type EventPage, type HistoryEvent, type PastState } from '@easel/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { Pages } from '../src/board/history/Pages.ts';
import { Preview } from '../src/board/history/Preview.ts';
import { SIZE, unrestored } from './scene.ts';

/** A history of boxes, one more with each event, ten seconds after the last; two entries of four events. */
class Past {
  readonly frames: (() => void)[] = [];
  readonly shown: string[] = [];
  readonly restored: unknown[] = [];
  readonly read: number[] = [];
  clock = 0;
  stages = 0;
  isStaged = false;
  last = 8;
  failure: Error | undefined;
  /** The seq of a state that the server cannot read now. */
  unreadable = -1;
  /** Answers that are held back, by the seq of the state. */
  readonly held = new Map<number, () => void>();
  readonly hold = new Set<number>();
  /** Where something has changed, each time only that is drawn. */
  readonly changes: number[][] = [];

  readonly preview = new Preview({
    api: {
      entries: async ({ before = 0 } = {}) => this.entries(before),
      events: async ({ after = 0, limit = 100 } = {}) => this.events(after, limit),
      state: (seq) => this.state(seq),
      restore: async ({ seq }: never, by, objects) => {
        if (this.failure) throw this.failure;
        this.restored.push([seq, by, objects]);
        return { seq: this.last, changed: 1, skipped: [], skippedCount: 0, undo: null };
      },
    },
    openStage: () => {
      this.stages++;
      this.isStaged = true;
      return {
        show: (elements) => void this.shown.push(elements.map(({ id }: Element) => id).join()),
        change: (changed, where) => {
          this.changes.push(changed.map(([x]) => x));
          this.shown.push(
            where(() => true)
              .map(({ id }) => id)
              .join(),
          );
        },
        select: () => undefined,
        bringIntoView: () => undefined,
        close: () => {
          this.isStaged = false;
        },
      };
    },
    settle: async () => undefined,
    restore: unrestored,
    boundsOf: ({ x }) => [x, 0, x, 0],
    nextFrame: (callback) => void this.frames.push(callback),
    now: () => this.clock,
  });

  get at() {
    return this.preview.state.get();
  }

  frame(ms = 0): void {
    this.clock += ms;
    for (const draw of this.frames.splice(0)) draw();
  }

  private entries(before: number): EntryPage {
    const from = before > 5 ? 5 : 1;
    const entry = { from, to: Math.min(before - 1, from + 3), began: 0, ended: 0, events: 4, authors: [] };
    return { entries: before > 1 ? [entry] : [], next: null };
  }

  private events(after: number, limit: number): EventPage {
    const to = Math.min(after + limit, this.last);
    const events = Array.from({ length: Math.max(0, to - after) }, (_, at) => made(after + at + 1));
    return { events, next: to < this.last ? to : null };
  }

  private async state(seq: number): Promise<PastState> {
    this.read.push(seq);
    if (seq === this.unreadable) throw new ApiProblem(503, 'Service Unavailable', 'no database');
    if (this.hold.has(seq)) await new Promise<void>((resolve) => this.held.set(seq, resolve));
    const objects = Array.from({ length: seq }, (_, at) => boxOf(at + 1));
    return { seq, at: seq * 10_000, objects };
  }
}

const boxOf = (seq: number) => ({
  id: `b${seq}`,
  props: { ...SIZE, type: 'rectangle', index: `a${seq}`, x: seq },
});
const made = (seq: number): HistoryEvent => ({
  ...{ seq, at: seq * 10_000, by: seq % 2 ? 'Ada' : 'Bo', author: 'x' },
  changes: [{ op: 'put', ...boxOf(seq) }],
});
const boxes = (count: number) => Array.from({ length: count }, (_, at) => `b${at + 1}`).join();

describe('a preview', () => {
  let past: Past;
  beforeEach(() => {
    vi.useFakeTimers();
    past = new Past();
  });
  afterEach(() => vi.useRealTimers());

  it('shows the end of an entry, with what changed in it and by whom', async () => {
    await past.preview.open(8, { from: 5, to: 8 });
    expect(past.shown).toEqual([boxes(8)]);
    expect(past.at.shown).toMatchObject({
      seq: 8,
      at: 80_000,
      span: { from: 5, to: 8 },
      people: ['Bo', 'Ada'],
    });
    expect([...(past.at.shown?.changed.keys() ?? [])]).toEqual(['b5', 'b6', 'b7', 'b8']);
  });

  it('finds the entry of a seq by itself, and needs no state before the first event', async () => {
    await past.preview.open(3);
    expect(past.at.shown).toMatchObject({ seq: 3, span: { from: 1, to: 3 } });
    expect([past.read, past.shown]).toEqual([[], [boxes(3)]]);
    await past.preview.open(0);
    expect(past.at.shown).toMatchObject({ seq: 0, span: { from: 1, to: 0 }, at: undefined, people: [] });
    expect(past.shown.at(-1)).toBe('');
  });

  it('of two clicks shows and restores the second, whichever answer comes first', async () => {
    past.hold.add(4);
    const first = past.preview.open(8, { from: 5, to: 8 });
    const second = past.preview.open(2, { from: 1, to: 4 });
    await second;
    past.held.get(4)?.();
    await first;
    expect([past.shown, past.at.shown?.seq, past.at.opening]).toEqual([[boxes(2)], 2, undefined]);
    expect(await past.preview.restore('Ada')).toMatchObject({ changed: 1 });
    expect(past.restored).toEqual([[2, 'Ada', undefined]]);
  });

  it('restores nothing while another state is on its way', async () => {
    await past.preview.open(2, { from: 1, to: 4 });
    past.hold.add(4);
    const second = past.preview.open(8, { from: 5, to: 8 });
    expect(past.at).toMatchObject({ opening: 8, shown: { seq: 2 } });
    expect(await past.preview.restore('Ada')).toBeUndefined();
    past.held.get(4)?.();
    await second;
    expect(await past.preview.restore('Ada', new Set(['b1']))).toMatchObject({ changed: 1 });
    expect(past.restored).toEqual([[8, 'Ada', ['b1']]]);
  });

  it('gives the board back when it is left, also while a state is on its way', async () => {
    await past.preview.open(2, { from: 1, to: 4 });
    expect(past.isStaged).toBe(true);
    past.hold.add(4);
    const late = past.preview.open(8, { from: 5, to: 8 });
    past.preview.leave();
    expect([past.isStaged, past.at.shown, past.at.opening]).toEqual([false, undefined, undefined]);
    past.held.get(4)?.();
    await late;
    past.frame();
    expect([past.isStaged, past.stages, past.shown.length]).toEqual([false, 1, 1]);
  });

  it('gives the board back after a restore, and keeps the preview after one that failed', async () => {
    await past.preview.open(2, { from: 1, to: 4 });
    past.failure = new TypeError('fetch failed');
    expect(await past.preview.restore('Ada')).toBeUndefined();
    expect(past.at.problem).toContain('cannot be reached');
    expect([past.isStaged, past.at.shown?.seq]).toEqual([true, 2]);
    past.failure = undefined;
    expect(await past.preview.restore('Ada')).toMatchObject({ changed: 1 });
    expect(past.isStaged).toBe(false);
  });

  it('keeps what is shown when another state cannot be had, and says why', async () => {
    await past.preview.open(2, { from: 1, to: 4 });
    past.unreadable = 4;
    await past.preview.open(8, { from: 5, to: 8 });
    expect(past.at).toMatchObject({ shown: { seq: 2 }, opening: undefined });
    expect(past.at.problem).toContain('cannot do it right now');
    await past.preview.open(3, { from: 1, to: 4 });
    expect(past.at).toMatchObject({ shown: { seq: 3 }, problem: undefined });
  });

  it('is scrubbed: each frame draws the latest seq only, and rest outlines all', async () => {
    await past.preview.open(8, { from: 5, to: 8 });
    past.preview.go(4);
    expect(past.at.shown).toMatchObject({ seq: 4, at: 40_000, people: [] });
    past.preview.go(6);
    past.frame();
    expect(past.shown).toEqual([boxes(8), boxes(6)]);
    expect([...(past.at.shown?.changed.keys() ?? [])]).toEqual(['b6']);
    vi.advanceTimersByTime(250);
    expect([...(past.at.shown?.changed.keys() ?? [])]).toEqual(['b5', 'b6']);
  });

  it('draws only what changes while it moves, and all of it at rest', async () => {
    await past.preview.open(8, { from: 5, to: 8 });
    past.preview.go(7);
    past.frame();
    past.preview.go(5);
    past.frame();
    expect([past.changes, past.shown.length]).toEqual([[[8], [7, 6]], 3]);
    vi.advanceTimersByTime(250);
    expect([past.changes.length, past.shown.length, past.shown.at(-1)]).toEqual([2, 4, boxes(5)]);
    past.preview.go(6);
    await past.preview.open(6, { from: 5, to: 8 });
    expect([past.changes.length, past.shown.at(-1)]).toEqual([2, boxes(6)]);
  });

  it('that was left in motion outlines nothing of the next one', async () => {
    await past.preview.open(8, { from: 5, to: 8 });
    past.preview.go(6);
    await past.preview.open(8, { from: 5, to: 8 });
    const { shown } = past.at;
    vi.advanceTimersByTime(250);
    expect(past.at.shown).toBe(shown);
  });

  it('plays from the beginning of its span, without idle time, and goes on to what comes next', async () => {
    await past.preview.open(4, { from: 1, to: 4 });
    past.preview.play();
    const seqs: number[] = [];
    for (let frame = 0; frame < 40 && past.at.shown?.isPlaying; frame++) {
      past.frame(100);
      await vi.advanceTimersByTimeAsync(0);
      seqs.push(past.at.shown?.seq ?? -1);
    }
    expect([...new Set(seqs)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(past.at.shown).toMatchObject({ seq: 8, isPlaying: false });
    expect(past.shown.at(-1)).toBe(boxes(8));
    expect(past.clock).toBeLessThan(5_000);
  });

  it('stops to play when the person takes over, or leaves', async () => {
    await past.preview.open(4, { from: 1, to: 4 });
    past.preview.play();
    past.frame(100);
    past.preview.go(3);
    past.frame(5_000);
    expect(past.at.shown).toMatchObject({ seq: 3, isPlaying: false });
    past.preview.play();
    past.preview.leave();
    past.frame(5_000);
    expect(past.at.shown).toBeUndefined();
  });
});

describe('pages', () => {
  const keepOlder = (known: readonly number[], page: readonly number[]) =>
    known.filter((item) => item < Math.min(...page));

  it('are read one after the other, and the first again, without the others being lost', async () => {
    let newest = 6;
    const pages = new Pages<number>(async (before = newest + 1) => {
      const items = [before - 1, before - 2].filter((item) => item > 0);
      return { items, next: (items.at(-1) ?? 0) > 1 ? (items.at(-1) as number) : null };
    }, keepOlder);
    await pages.refresh();
    expect(pages.list.get()).toMatchObject({ items: [6, 5], hasMore: true, isBusy: false });
    await pages.more();
    newest = 7;
    await pages.refresh();
    expect(pages.list.get()).toMatchObject({ items: [7, 6, 5, 4, 3], hasMore: true });
    await pages.more();
    expect(pages.list.get()).toMatchObject({ items: [7, 6, 5, 4, 3, 2, 1], hasMore: false });
    await pages.more();
    expect(pages.list.get().items).toHaveLength(7);
  });

  it('keep what there is when a call fails, and tell why', async () => {
    let failure: Error | undefined;
    const pages = new Pages<number>(async () => {
      if (failure) throw failure;
      return { items: [1], next: null };
    });
    failure = new TypeError('away');
    await pages.refresh();
    expect(pages.list.get()).toMatchObject({ items: undefined, isBusy: false });
    expect(pages.list.get().problem).toContain('cannot be reached');
    failure = undefined;
    await pages.refresh();
    failure = new TypeError('away');
    await pages.refresh();
    expect(pages.list.get().items).toEqual([1]);
    expect(pages.list.get().problem).toContain('cannot be reached');
  });

  it('are read again only after a page that is on its way', async () => {
    let answer: (() => void) | undefined;
    const asked: (number | undefined)[] = [];
    const pages = new Pages<number>(async (before) => {
      asked.push(before);
      if (before === undefined) return { items: asked.length === 1 ? [8] : [9, 8], next: 8 };
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { items: [7], next: null };
    }, keepOlder);
    await pages.refresh();
    const calls = [pages.more(), pages.refresh()];
    expect(asked).toEqual([undefined, 8]);
    answer?.();
    await Promise.all(calls);
    expect(asked).toEqual([undefined, 8, undefined]);
    expect(pages.list.get()).toMatchObject({ items: [9, 8, 7], hasMore: false, isBusy: false });
  });

  it('of two calls at once take the answer to the last', async () => {
    const answers: ((items: number[]) => void)[] = [];
    const pages = new Pages<number>(
      () => new Promise((resolve) => answers.push((items) => resolve({ items, next: null }))),
    );
    const calls = [pages.refresh(), pages.refresh()];
    answers[1]?.([2]);
    answers[0]?.([1]);
    await Promise.all(calls);
    expect(pages.list.get().items).toEqual([2]);
  });
});
