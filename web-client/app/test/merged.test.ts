import type { Props } from '@easel/sdk';
import { expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { merged } from '../src/board/adapter/merged.ts';
import { Places } from '../src/board/adapter/places.ts';
import { element, idle, mutate, SIZE, World } from './scene.ts';

/** Elements in order, and how often an id was read. */
function counted(count: number) {
  const reads = { count: 0 };
  const elements = Array.from({ length: count }, (_, at) => {
    const index = `a${String.fromCharCode(97 + Math.floor(at / 26))}${String.fromCharCode(97 + (at % 26))}`;
    const one = element('', { index });
    const get = () => {
      reads.count++;
      return `o${at}`;
    };
    return Object.defineProperty(one, 'id', { get, enumerable: true });
  }) as Element[];
  return { elements, reads };
}

it('one element is drawn anew without a search among all the others', () => {
  const { elements, reads } = counted(500);
  const places = new Places();
  expect(places.of('o250', elements)).toBe(250);
  reads.count = 0;
  const next = { ...element('o250', { index: elements[250]?.index, x: 99 }) };
  const how = { places, objects: new Map<string, Props>(), isOutOfOrder: false, isFull: false };
  const after = merged(elements, new Map([['o250', next]]), how);
  expect(after[250]).toBe(next);
  expect(after.filter((one, at) => one !== elements[at])).toEqual([next]);
  expect(reads.count).toBeLessThan(10);
});

it('an element that has another place is found there, and one that is gone is not', () => {
  const { elements } = counted(20);
  const places = new Places();
  expect(places.of('o3', elements)).toBe(3);
  const turned = elements.toReversed();
  expect(places.of('o3', turned)).toBe(16);
  expect(places.of('o3', turned.slice(0, 10))).toBeUndefined();
  expect(places.of('none', turned)).toBeUndefined();
});

it('what others delete leaves the canvas, once there is much of it and nothing is in hand', () => {
  const world = new World();
  const sync = world.open();
  const ids = Array.from({ length: 600 }, (_, at) => `o${at}`);
  const all = (props: Props | undefined) => Object.fromEntries(ids.map((id) => [id, props]));
  const night = () => {
    world.remote(all({ ...element('o'), index: 'a1' } as unknown as Props));
    world.frame();
    world.remote(all(undefined));
    world.frame();
  };
  world.remote({ stays: { ...element('stays'), index: 'a0' } as unknown as Props });
  world.frame();
  for (let round = 0; round < 5; round++) night();
  expect(world.elements.length).toBeLessThanOrEqual(601);
  // Another change, while the person draws, and afterwards.
  const own = mutate(element('own', { index: 'a2' }), SIZE);
  world.elements = [...world.elements, own];
  world.state = { ...idle, cursorButton: 'down', newElement: own } as typeof idle;
  sync.collect(world.elements, world.state);
  const before = world.elements.length;
  world.remote({ late: { ...element('late'), index: 'a3' } as unknown as Props });
  world.frame();
  expect(world.elements).toHaveLength(before + 1);
  world.state = idle;
  sync.collect(world.elements, world.state);
  world.remote({ later: { ...element('later'), index: 'a4' } as unknown as Props });
  world.frame();
  expect(world.elements.map(({ id }) => id)).toEqual(['stays', 'own', 'late', 'later']);
  // What comes back after its element has gone is drawn, and can be changed.
  world.remote({ o7: { ...element('o7'), index: 'a5' } as unknown as Props });
  world.frame();
  mutate(world.elements.at(-1) as Element, { x: 77 });
  sync.collect(world.elements, world.state);
  expect(world.objects.get('o7')?.x).toBe(77);
  expect(world.edits.at(-1)?.changes).toMatchObject([{ op: 'patch', id: 'o7' }]);
});
