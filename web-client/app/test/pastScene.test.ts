import type { Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import { PastScene } from '../src/board/adapter/pastScene.ts';
import { type Bounds, picked, withParts } from '../src/board/adapter/pick.ts';
import { element, SIZE } from './scene.ts';

const boundsOf = ({ x, y, width, height }: Element) => [x, y, x + width, y + height] as const;

describe('a scene of the past', () => {
  let made: string[];
  let scene: PastScene;
  beforeEach(() => {
    made = [];
    scene = new PastScene((raw) => {
      const { id, type } = raw as { id: string; type: string };
      made.push(id);
      return type === 'broken' ? undefined : (raw as Element);
    }, boundsOf);
  });
  const show = (objects: Record<string, Props>, touched = Object.keys(objects)) => {
    scene.update(new Map(Object.entries(objects)), touched);
    return scene.elements();
  };
  const box = (index: string, more: Props = {}): Props => ({ ...SIZE, type: 'rectangle', index, ...more });

  it('is in order, and keeps the elements of what stayed the same', () => {
    const [a, b] = [box('a2'), box('a1')];
    const first = show({ a, b });
    expect(first.map(({ id }) => id)).toEqual(['b', 'a']);
    const second = show({ a: box('a2', { x: 9 }), b }, ['a']);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toMatchObject({ id: 'a', x: 9 });
  });

  it('tells where something has changed', () => {
    const at = (x: number) => box('a1', { x, y: 0, width: 10, height: 10 });
    const update = (objects: Record<string, Props>) =>
      scene.update(new Map(Object.entries(objects)), ['a', 'b']);
    expect(update({ a: at(0), b: at(50) })).toEqual([
      [0, 0, 10, 10],
      [50, 0, 60, 10],
    ]);
    expect(update({ a: at(20), b: at(50) })).toEqual([
      [0, 0, 10, 10],
      [20, 0, 30, 10],
    ]);
    expect(update({ b: at(50) })).toEqual([[20, 0, 30, 10]]);
    expect(update({ b: at(50) })).toEqual([]);
  });

  it('makes nothing twice, going back and forth', () => {
    const states = [{ a: box('a1', { x: 1 }) }, { a: box('a1', { x: 2 }) }, {}];
    for (const at of [0, 1, 2, 1, 0, 1]) show(states[at] as Record<string, Props>, ['a']);
    expect(made).toEqual(['a', 'a']);
  });

  it('keeps an element also where equal props were read again', () => {
    const [first] = show({ a: box('a1') });
    const [second] = show({ a: box('a1') });
    expect(second).toBe(first);
  });

  it('follows what comes, goes, and moves in the order', () => {
    show({ a: box('a1'), b: box('a2') });
    expect(show({ a: box('a3'), b: box('a2') }, ['a']).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(show({ a: box('a3') }, ['b']).map(({ id }) => id)).toEqual(['a']);
    expect(show({ a: box('a3'), c: box('a0') }, ['c']).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(scene.element('b')).toBeUndefined();
  });

  it('of many changes is in the same order as of each by itself', () => {
    const many = (index: (at: number) => number) =>
      Object.fromEntries(
        Array.from({ length: 700 }, (_, at) => [`o${at}`, box(`b${String(index(at)).padStart(3, '0')}`)]),
      );
    const ids = (elements: readonly Element[]) => elements.map(({ id }) => id);
    show(many((at) => at));
    const turned = many((at) => 699 - at);
    const atOnce = ids(show(turned));
    show(many((at) => at));
    for (const id of Object.keys(turned)) scene.update(new Map(Object.entries(turned)), [id]);
    expect(ids(scene.elements())).toEqual(atOnce);
    expect(atOnce).toEqual(Array.from({ length: 700 }, (_, at) => `o${699 - at}`));
  });

  it('gives what is wanted by where it is, with what is drawn together with that', () => {
    const at = (x: number, more: Props = {}) => box('a1', { x, y: 0, width: 10, height: 10, ...more });
    show({
      ...{ near: at(0), touching: at(20), far: at(100), under: at(0, { y: 50 }) },
      ...{ frame: at(200, { type: 'frame' }), inside: at(5, { frameId: 'frame' }) },
      ...{ box: at(15), label: at(300, { type: 'text', text: 'words', containerId: 'box' }) },
    });
    const isWanted = ([left, top, right]: Bounds) => right >= 5 && left <= 20 && top < 50;
    expect(scene.where(isWanted).map(({ id }) => id)).toEqual([
      'box',
      'frame',
      'inside',
      'label',
      'near',
      'touching',
    ]);
  });

  it('leaves out what cannot be drawn', () => {
    expect(show({ a: { type: 'broken' }, b: box('a1') }).map(({ id }) => id)).toEqual(['b']);
  });

  it('gives shapes the arrows that are bound to them, and takes them away', () => {
    const arrow = { ...SIZE, type: 'arrow', index: 'a2', startBinding: { elementId: 'a' } };
    const a = box('a1', { boundElements: null });
    const bound = show({ a, arrow }, ['a', 'arrow'])[0];
    expect(bound?.boundElements).toEqual([{ id: 'arrow', type: 'arrow' }]);
    expect(show({ a }, ['arrow'])[0]?.boundElements).toBeNull();
  });
});

describe('a click', () => {
  const elements = [
    element('frame', { type: 'frame', x: 0, y: 0, width: 500, height: 500 }),
    element('box', { x: 10, y: 10, width: 100, height: 100, frameId: 'frame' }),
    element('label', { type: 'text', x: 40, y: 40, width: 20, height: 20, containerId: 'box' }),
    element('g1', { x: 200, y: 10, width: 20, height: 20, groupIds: ['inner', 'outer'] }),
    element('g2', { x: 240, y: 10, width: 20, height: 20, groupIds: ['outer'] }),
  ];
  const at = (x: number, y: number) => [...picked(elements, [x, y], 2, boundsOf)];

  it('takes the smallest there, of a label its shape, of a group all of it', () => {
    expect(at(15, 15)).toEqual(['box']);
    expect(at(50, 50)).toEqual(['box']);
    expect(at(400, 400)).toEqual(['frame']);
    expect(at(205, 15)).toEqual(['g1', 'g2']);
    expect(at(600, 600)).toEqual([]);
    expect(at(501, 501)).toEqual(['frame']);
  });

  it('takes with it what belongs to it', () => {
    expect([...withParts(elements, new Set(['box']))].sort()).toEqual(['box', 'label']);
    expect([...withParts(elements, new Set(['frame']))].sort()).toEqual(['box', 'frame', 'label']);
  });
});
