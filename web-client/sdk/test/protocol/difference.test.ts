import { describe, expect, it } from 'vitest';
import { applyChange, type Props } from '../../src/index.ts';
import { difference } from '../../src/protocol/difference.ts';

describe('the difference of two objects', () => {
  const cases: [string, Props | undefined, Props | undefined, unknown][] = [
    ['nothing', { x: 1, y: [1] }, { y: [1], x: 1 }, undefined],
    ['of none and none', undefined, undefined, undefined],
    ['of none and one', undefined, { x: 1 }, { op: 'put', id: 'a', props: { x: 1 } }],
    ['of one and none', { x: 1 }, undefined, { op: 'delete', id: 'a' }],
    ['a property set', { x: 1, y: 1 }, { x: 2, y: 1 }, { op: 'patch', id: 'a', set: { x: 2 } }],
    ['a property gone', { x: 1, y: 1 }, { x: 1 }, { op: 'patch', id: 'a', unset: ['y'] }],
    [
      'a stroke that grew',
      { p: [[0, 0]] },
      {
        p: [
          [0, 0],
          [1, 2],
        ],
      },
      { op: 'patch', id: 'a', append: { p: { at: 1, values: [[1, 2]] } } },
    ],
    [
      'a text that grew',
      { t: 'ab' },
      { t: 'abc' },
      { op: 'patch', id: 'a', append: { t: { at: 2, values: 'c' } } },
    ],
    ['a stroke that bent', { p: [1, 2] }, { p: [1, 3, 4] }, { op: 'patch', id: 'a', set: { p: [1, 3, 4] } }],
    [
      'half a pair that became whole',
      { t: 'a\ud83d' },
      { t: 'a\ud83d\ude00' },
      { op: 'patch', id: 'a', set: { t: 'a\ud83d\ude00' } },
    ],
  ];
  it.each(cases)('%s', (_, before, after, change) => {
    const found = difference('a', before, after);
    expect(found).toEqual(change);
    if (found) expect(applyChange(before, found)).toEqual(after);
  });
});
