import type { Props } from '@easel/sdk';
import { expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { merged } from '../src/board/adapter/merged.ts';
import { ordered } from '../src/board/adapter/order.ts';
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

/** A number below `most`, by lot. */
function lots(seed: number) {
  let state = seed * 2 + 1;
  return (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
}

it('what others move, delete, put back and add has the place and the key that it has among all, made anew', () => {
  const keys = ['a0', 'a1', 'a1V', 'a2', 'a4', 'a4V', 'a5', 'a7', 'odd', undefined];
  for (let seed = 0; seed < 400; seed++) {
    const lot = lots(seed);
    const objects = new Map<string, Props>();
    const made = (id: string, isDeleted = false) =>
      element(id, { index: objects.get(id)?.index, isDeleted, version: seed });
    const start = Array.from({ length: 8 }, (_, at) => `o${at}`);
    for (const id of start) objects.set(id, { index: keys[lot(seed % 2 === 0 ? keys.length : 8)] ?? null });
    let here: readonly Element[] = ordered(
      start.map((id) => made(id)),
      objects,
    );
    const places = new Places();
    places.hasCopies = true;
    for (let step = 0; step < 6; step++) {
      const replaced = new Map<string, Element>();
      for (let changes = lot(3); changes >= 0; changes--) {
        const id = `o${lot(12)}`;
        const old = here.find((one) => one.id === id);
        if (lot(3) === 0) objects.delete(id);
        else if (lot(2) === 0 || !objects.has(id)) objects.set(id, { index: keys[lot(keys.length)] ?? null });
        if (objects.has(id)) replaced.set(id, made(id));
        else if (old !== undefined) replaced.set(id, { ...old, isDeleted: true });
        else replaced.delete(id);
      }
      const copies = (elements: readonly Element[]) => elements.map((one) => ({ ...one }));
      const anew = ordered(
        copies([
          ...here.map(({ id }, at) => replaced.get(id) ?? (here[at] as Element)),
          ...[...replaced.values()].filter(({ id }) => here.every((one) => one.id !== id)),
        ]),
        objects,
      );
      const after = merged(here, replaced, { places, objects, isOutOfOrder: false, isFull: false });
      const shown = (elements: readonly Element[]) =>
        elements.flatMap(({ id, index, isDeleted }) => (isDeleted ? [] : [`${id} ${index}`]));
      expect(shown(after), `seed ${seed}, step ${step}`).toEqual(shown(anew));
      // As Excalidraw does with a deleted one whose key is taken.
      here = after.filter(({ index, isDeleted }) => !isDeleted || index !== null);
    }
  }
});

it('a key that was made distinct is the same for everybody, whatever was drawn on top of it in which order', () => {
  const odd = { ...element('odd'), ...SIZE, index: '1' } as unknown as Props;
  const world = new World();
  const sync = world.open();
  world.remote({ base: { ...odd, index: 'a0' }, one: odd, two: odd, three: odd });
  world.frame();
  // The person draws on top of them, as high as Excalidraw puts it; then somebody else.
  world.elements = [...world.elements, mutate(element('own', { index: 'c003' }), SIZE)];
  sync.collect(world.elements, idle);
  world.remote({ theirs: { ...odd, index: 'c005' } });
  world.frame();
  const later = new World();
  later.objects = new Map(world.objects);
  later.open();
  later.frame();
  const order = ({ elements }: World) => elements.map(({ id, index }) => `${id} ${index}`);
  expect(order(world)).toEqual(order(later));
});
