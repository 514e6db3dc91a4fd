import type { Change, SetAside } from '@easel/sdk';
import { expect, it } from 'vitest';
import { setAsideObjects } from '../src/board/state/setAsideObjects.ts';

const aside = (edit: number, ...changes: Change[]): SetAside => ({
  ...{ client: 'c', edit, changes, reason: 'forbidden: viewers do not edit', at: edit },
});

it('A2 what a person made as an editor, and was refused, can be had as a drawing', () => {
  const objects = new Map([
    ['a', { type: 'rectangle', x: 1 }],
    ['b', { type: 'ellipse' }],
  ]);
  const all = [
    aside(1, { op: 'patch', id: 'a', set: { x: 2 } }, { op: 'put', id: 'new', props: { type: 'diamond' } }),
    aside(2, { op: 'patch', id: 'new', set: { x: 3 } }, { op: 'delete', id: 'b' }),
    aside(3, { op: 'patch', id: 'gone', set: { x: 4 } }),
  ];
  expect(Object.fromEntries(setAsideObjects(all, objects))).toEqual({
    a: { type: 'rectangle', x: 2 },
    new: { type: 'diamond', x: 3 },
  });
});
