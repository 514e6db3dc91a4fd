import type { Change, Json, Props } from '@easel/sdk';
import type { Random } from '../../../sdk/test/simulation/random.ts';

type Objects = ReadonlyMap<string, Props>;

/** What programs write over the API: what no editor would make, and what belongs together only in part. */
export function oddEdit(objects: Objects, random: Random): readonly Change[] {
  const ids = [...objects.keys()];
  const id = ids.length > 0 ? random.pick(ids) : undefined;
  const set = (props: Props): readonly Change[] =>
    id === undefined ? [] : [{ op: 'patch', id, set: props }];
  const put = (props: Props): readonly Change[] => [
    { op: 'put', id: `odd${random.below(1e6)}`, props: { ...PLAIN, ...props } },
  ];
  switch (random.below(10)) {
    case 0:
      return set({ boundElements: random.pick<Json>([null, [], [{ id: 'gone', type: 'arrow' }], 'none']) });
    case 1:
      return set({ index: random.pick<Json>(['1', 'a10', 'a1', '', 'zz', null, 7]) });
    case 2:
      return set({ x: random.pick<Json>(['left', null, 1e9]) });
    case 3:
      return set({ frameId: 'gone' });
    case 4:
      return put({ type: 'freedraw', points: [[0, 0], null, [9, 9]], pressures: [], simulatePressure: true });
    case 5:
      return put({ type: 'text', text: 'odd', originalText: 'odd', containerId: id ?? 'gone' });
    case 6:
      return put({
        type: 'arrow',
        width: 90,
        height: 40,
        startBinding: { elementId: id ?? 'gone', focus: 0, gap: 5 },
      });
    case 7:
      return put({ type: 'hexagon' });
    case 8:
      return set({ containerId: 'gone', groupIds: 'none' });
    default:
      return id === undefined ? [] : [{ op: 'delete', id }];
  }
}

const PLAIN = { x: 100, y: 100, width: 80, height: 50 };
