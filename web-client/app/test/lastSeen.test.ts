import type { Props } from '@easel/sdk';
import { expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { read } from '../src/board/adapter/element.ts';
import { LastSeen } from '../src/board/adapter/lastSeen.ts';
import { element, mutate } from './scene.ts';

const known = { objects: new Map<string, Props>(), objectBytes: 256 << 10 };

/** A canvas of so many elements, and how often the colour of one of them was read. */
function canvas(count: number) {
  const reads = { count: 0 };
  const elements = Array.from({ length: count }, (_, at) =>
    Object.defineProperty(element(`o${at}`), 'strokeColor', {
      get: () => {
        reads.count++;
        return '#000000';
      },
      enumerable: true,
    }),
  ) as Element[];
  for (const of of elements) known.objects.set(of.id, { ...of } as unknown as Props);
  reads.count = 0;
  return { reads, elements };
}

it('reads only elements that have changed since the last look', () => {
  const { reads, elements } = canvas(1_000);
  const seen = new LastSeen();
  seen.changes(elements, known);
  expect(reads.count).toBe(1_000);
  seen.changes(elements, known);
  mutate(elements[7] as Element, { x: 1 });
  expect(seen.changes(elements, known).changes).toEqual([{ op: 'patch', id: 'o7', set: { x: 1 } }]);
  expect(reads.count).toBe(1_001);
});

it('finds what was lost, wherever the others are now', () => {
  const { elements } = canvas(5);
  const seen = new LastSeen();
  seen.changes(elements, known);
  const others = elements.filter(({ id }) => id !== 'o2');
  expect(seen.changes(others, known).lost).toEqual(['o2']);
  expect(seen.changes(others.toReversed(), known)).toMatchObject({ lost: [], changes: [] });
  const instead = others.map((of, at) => (at === 0 ? element('new') : of));
  expect(seen.changes(instead, known)).toMatchObject({ lost: ['o0'], changes: [{ op: 'put', id: 'new' }] });
});

it('what is as it was at the last look is neither copied nor looked through', () => {
  const [crop, points] = [{ x: 1 }, [[0, 0]]];
  const before = read(element('a', { crop, points, link: 'a\0b' }));
  expect(before).toMatchObject({ isClean: false, props: { link: 'ab' } });
  const after = read(element('a', { crop: { x: 1 }, points, link: 'ab', x: 99 }), before.props);
  expect(after).toMatchObject({ isClean: true, props: { x: 99, link: 'ab' } });
  expect(after.props.crop).toBe(before.props.crop);
  expect(after.props.points).toBe(points);
  expect(read(element('a', { link: 'a\0b' }), after.props).isClean).toBe(false);
});
