import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it, vi } from 'vitest';
import { mended } from '../build/largeBoards.ts';
import { MENDINGS } from '../build/mendings.ts';
import type { Element } from '../src/board/adapter/element.ts';
import {
  areOrdered,
  changeScene,
  changing,
  inGroup,
  mayTouch,
  moved,
  Originals,
  onceAFrame,
  onceATask,
  onDrawingFailed,
  outlined,
  remembered,
  Seen,
  selected,
  Without,
} from '../src/board/large/index.ts';
import { element, mutate } from './scene.ts';

const folder = join(dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw')), '../..');

it('Excalidraw is as it is known here', () => {
  for (const file of new Set(MENDINGS.map(({ file }) => file))) {
    const code = mended(readFileSync(join(folder, file), 'utf8'), `/packages/${file}`);
    for (const { instead } of MENDINGS.filter((mending) => mending.file === file))
      expect(code).toContain(instead);
    // It can be read as a program.
    expect(parseAst(code ?? '').body.length).toBeGreaterThan(0);
  }
  expect(() => mended('another version', MENDINGS[0]?.file ?? '')).toThrow('not known here');
  expect(mended('anything', 'dist/prod/other.js')).toBeUndefined();
});

it('Excalidraw tells of an element before it changes it in place', () => {
  const file = 'dist/prod/chunk-K2UTITRG.js';
  const code = mended(readFileSync(join(folder, file), 'utf8'), file) ?? '';
  const begin = code.indexOf('(e,t,n=!0,r)=>{let o=!1,{points:i');
  const slice = code.slice(begin, code.indexOf(',vt=(e,t,n=!1)=>', begin));
  // What it needs beside: elbow arrows, scenes, the next nonce, the time, shapes.
  const [nothing, five] = [() => undefined, () => 5];
  const names = ['easel', 'X', 'Ts', 'Vt', 'zt', 'he'];
  const change = new Function(...names, `return ${slice}`)(
    ...[{ changing }, nothing, { getScene: nothing }, five, five, new Map()],
  );
  const a = element('a');
  const originals = new Originals([a], (of) => ({ ...of }));
  change(a, { x: 10 });
  expect([a.version, a.x]).toEqual([1, 10]);
  change(a, { x: 77, width: 3 });
  expect([a.version, a.x, a.width, originals.get('a')?.x, originals.get('a')?.width]).toEqual([
    2, 77, 3, 10, 30,
  ]);
});

describe('what is seen', () => {
  const all = () => true;
  const near = (elements: readonly Element[], seen = new Seen<Element>(), accepts = all) =>
    seen.among(elements, [0, 0, 1_000, 800], accepts).map(({ id }) => id);
  const at = (x: number, y: number, more = {}) =>
    element(`${x},${y}`, { x, y, width: 100, height: 20, ...more });

  it('an element that lies far away touches nothing, and what may be turned or curved there does', () => {
    const inside = [at(500, 400), at(-90, 400), at(1_050, 850), at(-330, -330)];
    const outside = [at(-400, 400), at(1_400, 400), at(500, -400), at(500, 1_200)];
    expect(near([...inside, ...outside])).toEqual(inside.map(({ id }) => id));
    // One that is odd is looked at closely.
    expect(
      near([at(Number.NaN, 0), at(5_000, 0, { points: [[9, 9]] }), at(5_000, 1, { points: [] })]),
    ).toHaveLength(3);
    expect(near([at(5_000, 0, { points: [[0, 0]] })])).toEqual([]);
    // A stroke is where its points are, whatever its size says.
    const points = [
      [0, 0],
      [-4_500, 0],
    ];
    expect(
      near([at(5_000, 0, { type: 'freedraw', points }), at(5_000, 1, { type: 'line', points })]),
    ).toEqual(['5000,0']);
    const touches = (of: Element) => mayTouch(of, 0, 0, 1_000, 800);
    expect([inside.every(touches), outside.some(touches), touches(at(Number.NaN, 0))]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('an element that is moved in place, replaced or at another place is found where it is now', () => {
    const seen = new Seen<Element>();
    const [a, b, c] = [at(1, 1), at(9_000, 0), at(2, 2)];
    expect(near([a, b, c], seen)).toEqual([a.id, c.id]);
    mutate(a, { x: 9_000 });
    const moved = { ...b, x: 10, version: b.version } as Element;
    expect(near([a, moved, c], seen)).toEqual([b.id, c.id]);
    expect(near([c, moved], seen)).toEqual([c.id, b.id]);
    const many = Array.from({ length: 500 }, (_, number) => at(number * 1_000, 0));
    expect(near([c, ...many, moved], seen)).toEqual([c.id, many[0]?.id, many[1]?.id, b.id]);
  });

  it('who is far from what it belongs to is always asked, and nobody is found who is not accepted', () => {
    const seen = new Seen<Element>(({ type }) => type === 'arrow');
    const asked: string[] = [];
    const accepts = ({ id }: Element) => asked.push(id) > 1;
    const far = at(7_000, 0, { type: 'arrow' });
    expect(seen.among([at(1, 1), at(8_000, 0), far], [0, 0, 9, 9], accepts)).toEqual([far]);
    expect(asked).toEqual(['1,1', far.id]);
  });
});

describe('the elements when a pointer went down', () => {
  const copy = (of: Element) => ({ ...of });
  const state = { selectedElementIds: { a: true, b: false, gone: true } as Record<string, boolean> };

  it('are as they were, whatever is changed later; nothing else is copied', () => {
    const elements = ['a', 'b', 'c'].map((id) => element(id));
    const copies = vi.fn(copy);
    const originals = new Originals(elements, copies);
    const [a, b] = elements as [Element, Element];
    changing(a);
    mutate(a, { x: 99 });
    changing(a);
    mutate(a, { x: 100 });
    expect([originals.get('a')?.x, originals.get('b')?.x]).toEqual([10, 10]);
    changing(b);
    mutate(b, { x: 77 });
    expect([originals.get('b')?.x, originals.get('d'), originals.has('c'), originals.has('d')]).toEqual([
      ...[10, undefined],
      ...[true, false],
    ]);
    expect(originals.selected(state).map(({ id, x }) => [id, x])).toEqual([['a', 10]]);
    expect(copies).toHaveBeenCalledTimes(2);
  });

  it('are known where others have put another in the place of one, and where the gesture adds one', () => {
    const originals = new Originals([element('a')], copy);
    const other = element('a', { x: 500 });
    changing(other);
    mutate(other, { x: 600 });
    changing(element('new'));
    originals.set('twin', element('twin', { x: 3 }));
    expect([originals.get('a')?.x, originals.get('new'), originals.get('twin')?.x]).toEqual([
      10,
      undefined,
      3,
    ]);
    expect([...originals.values()].map(({ id }) => id)).toEqual(['a', 'twin']);
    expect([...originals.keys()]).toEqual([...originals].map(([id]) => id));
    expect([originals.size, new Map(originals).size]).toEqual([2, 2]);
    const each: string[] = [];
    originals.forEach(({ id }) => void each.push(id));
    expect(each).toEqual(['a', 'twin']);
  });

  it('of a gesture are watched until there are two later ones', () => {
    const elements = [element('a')];
    const [first, second, third] = [1, 2, 3].map(() => new Originals(elements, copy));
    changing(elements[0] as Element);
    mutate(elements[0] as Element, { x: 50 });
    expect([first, second, third].map((originals) => originals?.get('a')?.x)).toEqual([50, 10, 10]);
  });
});

describe('a scene', () => {
  const isFrame = ({ type }: Element) => type === 'frame';
  const sceneOf = (elements: readonly Element[]) => {
    const living = elements.filter(({ isDeleted }) => !isDeleted);
    const byId = (of: readonly Element[]) => new Map(of.map((one) => [one.id as string, one]));
    return {
      elements,
      nonDeletedElements: living,
      frames: elements.filter(isFrame),
      nonDeletedFramesLikes: living.filter(isFrame),
      elementsMap: byId(elements),
      nonDeletedElementsMap: byId(living),
    };
  };
  const scene = () =>
    sceneOf([
      element('a'),
      element('b', { type: 'frame' }),
      element('c', { isDeleted: true }),
      element('d'),
      element('e', { type: 'frame' }),
    ]);
  const change = (of: ReturnType<typeof scene>, next: readonly Element[]) => {
    const added: string[] = [];
    const isChanged = changeScene(of, next, isFrame, ({ id }) => added.push(id));
    return isChanged ? added : undefined;
  };
  const replaced = (of: ReturnType<typeof scene>, ...others: readonly Element[]) => [
    ...of.elements.map((old) => others.find(({ id }) => id === old.id) ?? old),
    ...others.filter(({ id }) => !of.elementsMap.has(id)),
  ];

  it('is what it would be anew', () => {
    const cases: ((of: ReturnType<typeof scene>) => readonly Element[])[] = [
      (of) => [...of.elements],
      (of) => replaced(of, element('d', { x: 3 })),
      (of) =>
        replaced(of, element('a', { isDeleted: true }), element('b', { type: 'frame', isDeleted: true })),
      (of) => replaced(of, element('c', { isDeleted: true, x: 1 }), element('e', { type: 'frame', x: 8 })),
      (of) => replaced(of, element('f'), element('g', { type: 'frame' }), element('h', { isDeleted: true })),
      (of) => {
        mutate(of.elements[1] as Element, { isDeleted: true });
        return [...of.elements];
      },
    ];
    for (const next of cases) {
      const of = scene();
      const elements = next(of);
      const was = of.elements;
      expect(change(of, elements)).toEqual(elements.filter((one) => !was.includes(one)).map(({ id }) => id));
      expect(of).toEqual(sceneOf(elements));
      expect([...of.nonDeletedElementsMap.keys()]).toEqual(of.nonDeletedElements.map(({ id }) => id));
      expect([...of.elementsMap.keys()]).toEqual(elements.map(({ id }) => id));
    }
  });

  it('is made anew where elements are among others, at other places, gone, or there again', () => {
    const cases: ((elements: readonly Element[]) => readonly Element[])[] = [
      (elements) => elements.slice(1),
      (elements) => [element('n'), ...elements],
      (elements) => elements.toReversed(),
      (elements) => elements.map((one) => (one.id === 'c' ? element('c') : one)),
      (elements) => [...elements, element('a')],
    ];
    for (const next of cases) {
      const of = scene();
      expect(change(of, next(of.elements))).toBeUndefined();
      expect(of).toEqual(scene());
    }
    const of = scene();
    mutate(of.elements[2] as Element, { isDeleted: false });
    expect(change(of, [...of.elements])).toBeUndefined();
  });

  it('needs no keys where all are in order', () => {
    const keys = (...indices: (string | null)[]) => indices.map((index, at) => element(`${at}`, { index }));
    expect([[], ['a0'], ['a0', 'a1', 'a1V', 'b00']].map((indices) => areOrdered(keys(...indices)))).toEqual([
      ...[true, true, true],
    ]);
    expect(
      [[null], ['a0', 'a0'], ['a1', 'a0'], ['a0', null], ['']].map((indices) => areOrdered(keys(...indices))),
    ).toEqual([false, false, false, false, false]);
  });
});

describe('what is found among all elements', () => {
  const all = (count: number) =>
    Array.from({ length: count }, (_, at) => element(`o${at}`, { groupIds: ['g'] }));

  it('is found once for all that ask in the same task, until an element is changed', async () => {
    const find = vi.fn((elements: readonly Element[], { ids }: { ids: object }) => [elements.length, ids]);
    const found = onceATask(find, ({ ids }) => [ids]);
    const [many, few, ids] = [all(2_000), all(10), {}];
    for (let control = 0; control < 15; control++) expect(found(many, { ids })).toEqual([2_000, ids]);
    expect(find).toHaveBeenCalledTimes(1);
    found(many, { ids: {} });
    found([...many], { ids });
    for (let time = 0; time < 3; time++) found(few, { ids });
    expect(find).toHaveBeenCalledTimes(6);
    changing(many[0] as Element);
    found(many, { ids });
    expect(find).toHaveBeenCalledTimes(7);
    await Promise.resolve();
    found(many, { ids });
    expect(find).toHaveBeenCalledTimes(8);
  });

  it('are the selected ones, with their texts and what is in their frames for whom asks so', () => {
    const find = vi.fn((elements: readonly Element[]) => [...elements.values()].slice(0, 1));
    const among = selected<Element, readonly Element[]>(find as never);
    const more = [
      element('box'),
      element('words', { type: 'text', containerId: 'box' }),
      element('others', { type: 'text', containerId: 'o1' }),
      element('frame', { type: 'frame' }),
    ];
    const elements = [...all(2_000), ...more];
    const ids = (how: object, ...all: string[]) =>
      among(elements, { selectedElementIds: Object.fromEntries(all.map((id) => [id, true])) }, how).map(
        ({ id }) => id,
      );
    expect(ids({}, 'box', 'o0')).toEqual(['o0', 'box']);
    const both = { includeBoundTextElement: true, includeElementsInFrames: true };
    expect(ids({ includeBoundTextElement: true }, 'box', 'o0')).toEqual(['o0', 'box', 'words']);
    expect(ids(both, 'box', 'o0')).toEqual(['o0', 'box', 'words']);
    expect(find).not.toHaveBeenCalled();
    expect(ids(both, 'frame')).toEqual(['o0']);
    expect(among(more, { selectedElementIds: {} })).toEqual([more[0]]);
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('are the same selected ones, as long as others change others', async () => {
    const among = selected<Element, readonly Element[]>(() => []);
    const selectedElementIds: Record<string, boolean> = { o3: true, o7: true };
    const found = (list: readonly Element[], ids = selectedElementIds) =>
      among(list, { selectedElementIds: ids }, { includeBoundTextElement: true });
    const list = all(2_000);
    const first = found(list);
    expect(first).toEqual([list[3], list[7]]);
    await Promise.resolve();
    const later = list.with(9, element('o9', { x: 500 }));
    expect([found(list) === first, found(later) === first]).toEqual([true, true]);
    // One that is selected, a text of one, another selection, another length.
    const other = element('o3', { x: 500 });
    expect(found(later.with(3, other))).toEqual([other, list[7]]);
    const text = element('words', { type: 'text', containerId: 'o7' });
    expect(found(later.with(9, text))).toEqual([list[3], list[7], text]);
    expect(found(later)).toEqual([list[3], list[7]]);
    expect(found(later, { o9: true })).toEqual([later[9]]);
    expect(found([text, ...later])).toEqual([text, list[3], list[7]]);
    // What is changed in place may be another's text.
    const own = [...later, element('o7-words', { type: 'text' })];
    found(own);
    changing(own.at(-1) as Element);
    mutate(own.at(-1) as Element, { containerId: 'o7' });
    expect(found(own)).toEqual([list[3], list[7], own.at(-1)]);
  });

  it('are those of a group', () => {
    for (const count of [3, 2_000]) {
      const elements = [...all(count), element('none'), element('two', { groupIds: ['h', 'g', 'g'] })];
      const byId = new Map(elements.map((one) => [one.id, one]));
      const within = (id: string) => [inGroup(elements, id), inGroup(byId, id)];
      for (const group of within('g')) expect(group).toEqual(elements.filter(({ id }) => id !== 'none'));
      for (const group of within('h')) expect(group.map(({ id }) => id)).toEqual(['two']);
      expect(within('none')).toEqual([[], []]);
    }
  });
});

it('what is outlined is what is selected here, and by others, once', () => {
  const elements = new Map(['a', 'b', 'c', 'd'].map((id) => [id, element(id)]));
  const ids = (...all: string[]) => new Map(all.map((id) => [id, true]));
  const found = [...outlined(elements, ids('a', 'gone', 'c'), ids('d', 'c', 'elsewhere'))];
  expect(found.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
});

it('what is known of a list is not looked for again, and is moved with what has the list', () => {
  const find = vi.fn((points: readonly number[]): readonly [number, number, number, number] => [
    ...([points[0] ?? 0, 1] as const),
    ...([2, 3] as const),
  ]);
  const bounds = remembered(find);
  const points = [7];
  expect([bounds(points), bounds(points), bounds([8])]).toEqual([
    [7, 1, 2, 3],
    [7, 1, 2, 3],
    [8, 1, 2, 3],
  ]);
  expect(find).toHaveBeenCalledTimes(2);
  expect(moved(bounds(points), { x: 10, y: 100 })).toEqual([17, 101, 12, 103]);
});

it('a map without an id is that map, as it is later, too', () => {
  const all = new Map(['a', 'b', 'c'].map((id) => [id, { id, of: 1 }]));
  const without = new Without(all, ['b', 'none']);
  all.set('d', { id: 'd', of: 2 });
  all.delete('a');
  expect([without.has('b'), without.get('b'), without.get('d')?.of, without.size]).toEqual([
    ...[false, undefined],
    ...[2, 2],
  ]);
  expect([...without.keys()]).toEqual(['c', 'd']);
  expect([...without.values()].map(({ id }) => id)).toEqual(['c', 'd']);
  expect([...without]).toEqual([...without.entries()]);
  const each: string[] = [];
  without.forEach((_, id) => void each.push(id));
  expect(each).toEqual(['c', 'd']);
});

it('what is asked for several times before a frame is drawn once in it, as it was asked for last', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  const stopped = vi.fn();
  vi.stubGlobal('cancelAnimationFrame', stopped);
  const drawn: number[] = [];
  const draw = onceAFrame((what: number) => drawn.push(what));
  draw(1);
  draw(2);
  expect([drawn, frames.length]).toEqual([[], 1]);
  frames.pop()?.();
  draw(3);
  draw.flush();
  draw.flush();
  expect([drawn, stopped.mock.calls.length]).toEqual([[2, 3], 1]);
  // Once more, as it was; but what is asked for meanwhile is newer.
  draw.again();
  frames.pop()?.();
  expect(drawn.splice(2)).toEqual([3]);
  draw(5);
  draw.again();
  frames.pop()?.();
  expect(drawn.splice(2)).toEqual([5]);
  draw(4);
  draw.cancel();
  draw.again();
  frames.pop()?.();
  expect(drawn).toEqual([2, 3]);
  const failing = onceAFrame(() => {
    throw new RangeError('odd');
  });
  failing();
  expect(() => frames.pop()?.()).toThrow('odd');
  const failures: unknown[] = [];
  const stop = onDrawingFailed((failure) => failures.push(failure));
  failing();
  frames.pop()?.();
  stop();
  expect(failures).toEqual([new RangeError('odd')]);
  vi.unstubAllGlobals();
});
