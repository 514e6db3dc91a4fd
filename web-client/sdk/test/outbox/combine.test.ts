import { describe, expect, it } from 'vitest';
import type { Change, Props } from '../../src/index.ts';
import { combine, effective, rebased } from '../../src/outbox/combine.ts';

const put = (props: Props): Change => ({ op: 'put', id: 'a', props });
const set = (props: Props): Change => ({ op: 'patch', id: 'a', set: props });
const unset = (...names: string[]): Change => ({ op: 'patch', id: 'a', unset: names });
const append = (at: number, values: string | number[], name = 'p'): Change => ({
  op: 'patch',
  id: 'a',
  append: { [name]: { at, values } },
});
const gone: Change = { op: 'delete', id: 'a' };

describe('two changes of one object', () => {
  const cases: [string, Change, Change, Change | undefined][] = [
    ['put, put', put({ x: 1 }), put({ y: 1 }), put({ y: 1 })],
    ['put, patch', put({ x: 1, y: 1 }), set({ x: 2 }), put({ x: 2, y: 1 })],
    ['put, unset', put({ x: 1, y: 1 }), unset('x'), put({ y: 1 })],
    ['put, append', put({ p: [1] }), append(1, [2]), put({ p: [1, 2] })],
    ['put, delete', put({ x: 1 }), gone, gone],
    ['patch, patch', set({ x: 1 }), set({ y: 2 }), set({ x: 1, y: 2 })],
    ['the same property twice', set({ x: 1 }), set({ x: 2 }), set({ x: 2 })],
    ['set, unset', set({ x: 1 }), unset('x'), unset('x')],
    ['unset, set', unset('x'), set({ x: 1 }), set({ x: 1 })],
    ['append, append', append(3, [4]), append(4, [5, 6]), append(3, [4, 5, 6])],
    ['append to text, twice', append(3, 'd'), append(4, 'e'), append(3, 'de')],
    ['set, append', set({ p: [1] }), append(1, [2]), set({ p: [1, 2] })],
    ['append, set', append(3, [4]), set({ p: [] }), set({ p: [] })],
    ['append, unset', append(3, [4]), unset('p'), unset('p')],
    ['patch, delete', set({ x: 1 }), gone, gone],
    ['delete, put', gone, put({ x: 1 }), put({ x: 1 })],
    ['appends with a gap', append(3, [4]), append(5, [5]), undefined],
    ['unset, append', unset('p'), append(3, [4]), undefined],
    ['delete, patch', gone, set({ x: 1 }), undefined],
  ];
  it.each(cases)('%s', (_, first, second, both) => {
    expect(combine(first, second)).toEqual(both);
  });
});

describe('what a change does to an object', () => {
  const cases: [string, Change, Props | undefined, Change | undefined][] = [
    ['the same put', put({ x: 1 }), { x: 1 }, undefined],
    ['another put', put({ x: 1 }), { x: 2 }, put({ x: 1 })],
    ['delete of none', gone, undefined, undefined],
    ['a value it has', set({ x: -0, y: 1 }), { x: 0, y: 2 }, set({ y: 1 })],
    ['unset of none', unset('x', 'y'), { y: 1 }, unset('y')],
    ['nothing appended', append(1, []), { p: [1] }, undefined],
    ['a patch of none, which will be refused', set({ x: 1 }), undefined, set({ x: 1 })],
  ];
  it.each(cases)('%s', (_, change, props, left) => {
    expect(effective(change, props)).toEqual(left);
  });
});

describe('an earlier change made after a later one', () => {
  const cases: [string, Change, Change, Change | undefined][] = [
    ['keeps what the later one did not decide', set({ x: 1, y: 1 }), set({ x: 2 }), set({ y: 1 })],
    ['is nothing where all was decided', set({ x: 1 }), unset('x'), undefined],
    ['is nothing after a put', set({ x: 1 }), put({}), undefined],
    ['is nothing after a delete', put({}), gone, undefined],
    ['is the same below what hangs on it', append(3, [4]), append(4, [5]), append(3, [4])],
    ['as a put, has what was set since', put({ x: 1, y: 1 }), set({ x: 2 }), put({ x: 2, y: 1 })],
  ];
  it.each(cases)('%s', (_, earlier, later, left) => {
    expect(rebased(earlier, later)).toEqual(left);
  });
});
