import { beforeEach, describe, expect, it } from 'vitest';
import { ToldFlaws } from '../src/board/controller/ToldFlaws.ts';
import type { Flaw } from '../src/board/mending/mended.ts';

describe('objects that cannot be shown', () => {
  let now: number;
  let timer: { readonly due: number; readonly callback: () => void } | undefined;
  let shown: Set<string>;
  let flaws: ToldFlaws;

  beforeEach(() => {
    now = 0;
    timer = undefined;
    shown = new Set();
    flaws = new ToldFlaws({
      now: () => now,
      after: (ms, callback) => {
        timer = { due: now + ms, callback };
        return () => {
          timer = undefined;
        };
      },
      shown: () => shown,
    });
  });

  const become = (...all: [string, Flaw][]) => flaws.become(new Map(all));
  const told = () => [...flaws.told.get().keys()];
  const wait = (ms: number) => {
    const end = now + ms;
    while (timer !== undefined && timer.due <= end) {
      now = timer.due;
      const { callback } = timer;
      timer = undefined;
      callback();
    }
    now = end;
  };

  it('are told of soon, together, and no longer than they are so', () => {
    become(['a', 'place']);
    wait(1_000);
    become(['a', 'place'], ['b', 'type']);
    expect(told()).toEqual([]);
    wait(1_000);
    expect(told()).toEqual(['a']);
    wait(1_000);
    expect(told()).toEqual(['a', 'b']);
    become(['b', 'type']);
    expect(told()).toEqual(['b']);
    become();
    expect(told()).toEqual([]);
    expect(timer).toBeUndefined();
  });

  it('are told of soon where they were moved or enlarged beyond what can be drawn', () => {
    for (const id of ['f', 'l']) shown.add(id);
    become(['f', 'far'], ['l', 'large']);
    wait(2_000);
    expect(told()).toEqual(['f', 'l']);
  });

  it('are not told of while they may be in somebody’s hand', () => {
    shown.add('t');
    become(['t', 'empty']);
    wait(10_000);
    expect(told()).toEqual([]);
    become();
    wait(10_000);
    become(['t', 'empty']);
    wait(14_000);
    expect(told()).toEqual([]);
    wait(2_000);
    expect(told()).toEqual(['t']);
  });

  it('are told of again when the reason is another', () => {
    become(['a', 'place']);
    wait(2_000);
    const before = flaws.told.get();
    become(['a', 'place']);
    expect(flaws.told.get()).toBe(before);
    become(['a', 'far']);
    expect(flaws.told.get().get('a')).toBe('far');
  });
});
