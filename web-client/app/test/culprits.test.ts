import type { Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { Culprits } from '../src/board/mending/Culprits.ts';

describe('the search for what Excalidraw fails to draw', () => {
  const NONE: ReadonlySet<string> = new Set();

  /** Draws until all is well. Returns what is left out then, and how often there was a new canvas. */
  function search(count: number, cursed: ReadonlySet<string>, drawn: ReadonlySet<string> = NONE) {
    const objects = new Map<string, Props>(
      Array.from({ length: count }, (_, at) => [`o${at}`, { type: 'rectangle', x: at }]),
    );
    const culprits = new Culprits();
    const shown = () => new Map([...objects].filter(([id, props]) => !culprits.has(id, props)));
    let failures = 0;
    let last = drawn;
    for (let step = 0; step < 1_000; step++) {
      if ([...shown().keys()].some((id) => cursed.has(id))) {
        failures++;
        culprits.failed(shown(), last);
        last = new Set(shown().keys());
      } else if (culprits.isSearching) {
        last = culprits.calm();
      } else break;
    }
    const left = [...objects].filter(([id, props]) => culprits.has(id, props)).map(([id]) => id);
    return { left, failures, culprits, objects };
  }

  it.each([...Array(17).keys()])('finds the one among seventeen: %i', (at) => {
    const { left, failures } = search(17, new Set([`o${at}`]));
    expect(left).toEqual([`o${at}`]);
    expect(failures).toBeLessThanOrEqual(7);
  });

  it('finds several, and one among ten thousand in a few steps', () => {
    expect(search(50, new Set(['o3', 'o4', 'o49'])).left).toEqual(['o3', 'o4', 'o49']);
    const { left, failures } = search(10_000, new Set(['o7777']));
    expect(left).toEqual(['o7777']);
    expect(failures).toBeLessThan(16);
  });

  it('suspects first what was drawn last', () => {
    const { left, failures } = search(10_000, new Set(['o17']), new Set(['o17']));
    expect(left).toEqual(['o17']);
    expect(failures).toBe(2);
  });

  it('blames nobody where it does not fail again', () => {
    const objects = new Map<string, Props>([
      ['a', { x: 1 }],
      ['b', { x: 2 }],
    ]);
    const culprits = new Culprits();
    culprits.failed(objects, NONE);
    for (let calm = 0; culprits.isSearching && calm < 10; calm++) culprits.calm();
    expect(culprits.isSearching).toBe(false);
    for (const [id, props] of objects) expect(culprits.has(id, props)).toBe(false);
  });

  it('leaves it out as long as it is as it was', () => {
    const { culprits, objects } = search(3, new Set(['o1']));
    expect(culprits.isFound(objects.get('o1') as Props)).toBe(true);
    expect(culprits.has('o1', { type: 'rectangle', x: 99 })).toBe(false);
  });
});
