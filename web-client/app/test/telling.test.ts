import { InvalidChange, type Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import type { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { element, idle, mutate, World } from './scene.ts';

const COUNT = 250;

describe('a movement of very many elements', () => {
  let world: World;
  let sync: SceneSync;

  beforeEach(() => {
    world = new World();
    sync = world.open();
    world.elements = Array.from({ length: COUNT }, (_, at) =>
      element(`e${at}`, { index: `a${String(at).padStart(4, '0')}1` }),
    );
    sync.collect(world.elements, world.state);
    world.edits.length = 0;
    const ids = world.elements.map(({ id }) => [id, true] as const);
    world.state = {
      ...idle,
      cursorButton: 'down',
      selectedElementsAreBeingDragged: true,
      selectedElementIds: Object.fromEntries(ids),
    };
  });

  const move = (x: number) => {
    for (const one of world.elements) mutate(one, { x });
    return sync.collect(world.elements, world.state, true);
  };
  const told = () => world.edits.map(({ changes }) => changes.length);
  const at = (x: number) => [...world.objects.values()].filter((props) => props.x === x).length;

  it('is seen at once and told in parts, as one step of undo', () => {
    expect(move(50)).toBe(true);
    expect(told()).toEqual([]);
    // What is told is what was seen, wherever it is by now.
    for (const one of world.elements) mutate(one, { x: 70 });
    expect([sync.telling.more(), sync.telling.more(), sync.telling.more()]).toEqual([true, true, false]);
    expect(told()).toEqual([100, 100, 50]);
    expect(at(50)).toBe(COUNT);
    expect(sync.telling.more()).toBe(false);
    expect(world.edits.every(({ how }) => how.history === 'gesture')).toBe(true);
    // It goes out as a whole, with the last part.
    expect(world.edits.map(({ how }) => how.live)).toEqual([false, false, true]);
    expect(world.commits).toBe(0);
  });

  it('is told with the next look, and all of it before the step ends', () => {
    move(50);
    sync.telling.more();
    move(60);
    expect(told()).toEqual([100, 150]);
    expect(at(50)).toBe(COUNT);
    for (const one of world.elements) mutate(one, { x: 70 });
    world.state = idle;
    expect(sync.collect(world.elements, world.state)).toBe(false);
    expect(told().slice(2)).toEqual([250, 250]);
    expect(at(70)).toBe(COUNT);
    expect(world.edits.every(({ how }) => how.history === 'gesture')).toBe(true);
    expect(world.commits).toBe(1);
  });

  it('is told in full where the gesture has ended when others’ work is drawn', () => {
    move(50);
    world.state = idle;
    world.remote({ other: { type: 'ellipse', width: 9, height: 9, index: 'z1' } });
    const before = world.commits;
    world.frame();
    expect(told()).toEqual([250]);
    expect(world.commits).toBe(before + 1);
    expect(at(50)).toBe(COUNT);
  });

  it('is told in full when it is closed or cut off', () => {
    move(50);
    sync.suspend();
    expect(at(50)).toBe(COUNT);
    sync.resume();
    move(60);
    sync.close();
    expect(at(60)).toBe(COUNT);
  });

  it('waits on when others’ work is drawn beside it', () => {
    move(50);
    world.remote({ other: { type: 'ellipse', width: 9, height: 9, index: 'z1' } });
    world.frame();
    expect(world.elements.some(({ id }) => id === 'other')).toBe(true);
    expect(told()).toEqual([]);
    expect(sync.telling.more()).toBe(true);
    // What has moved since is seen when others' work is drawn, after what is left.
    mutate(world.elements[0] as Element, { x: 90 });
    world.remote({ other: { type: 'ellipse', width: 10, height: 9, index: 'z1' } });
    world.frame();
    expect(told()).toEqual([100, 150, 1]);
    expect(world.objects.get('e0')?.x).toBe(90);
  });

  it('is told before others’ work is drawn over a part of it that is not in the hand', () => {
    const { e249: _, ...selected } = world.state.selectedElementIds;
    world.state = { ...world.state, selectedElementIds: selected };
    move(50);
    world.remote({ e249: { ...world.objects.get('e249'), opacity: 40 } as Props });
    world.frame();
    expect(at(50)).toBe(COUNT);
    expect(world.elements.at(-1)).toMatchObject({ x: 50, opacity: 40 });
  });

  it('is told before an arrow that others change is drawn to what was moved', () => {
    const [arrow, shape] = [world.elements[0], world.elements[249]] as [Element, Element];
    mutate(shape, { boundElements: [{ type: 'arrow', id: 'e0' }] });
    mutate(arrow, {
      ...{ type: 'arrow', x: -200 },
      points: [
        [0, 0],
        [210, 0],
      ],
      endBinding: { elementId: 'e249', fixedPoint: [0, 0], mode: 'orbit' },
    });
    sync.collect(world.elements, world.state);
    const { e0: _, ...selected } = world.state.selectedElementIds;
    world.state = { ...world.state, selectedElementIds: selected };
    for (const one of world.elements.slice(1)) mutate(one, { x: 400 });
    mutate(arrow, {
      points: [
        [0, 0],
        [600, 0],
      ],
    });
    sync.collect(world.elements, world.state, true);
    world.remote({ e0: { ...world.objects.get('e0'), opacity: 40 } as Props });
    world.frame();
    expect(world.elements[0]).toMatchObject({ opacity: 40 });
    const end = (points: unknown) => (points as number[][])[1]?.[0];
    expect(end((world.elements[0] as unknown as Props).points)).toBe(600);
    expect(world.objects.get('e249')?.x).toBe(400);
  });

  it('waits on when others change what is in the hand, which is drawn later', () => {
    move(50);
    world.remote({ e249: { ...world.objects.get('e249'), opacity: 40 } as Props });
    world.frame();
    expect(told()).toEqual([]);
    while (sync.telling.more());
    world.state = idle;
    sync.collect(world.elements, world.state);
    world.frame();
    expect(world.elements.at(-1)).toMatchObject({ x: 50, opacity: 40 });
  });

  it('is not drawn back by the bonds between what is told and what is left', () => {
    const [shape, arrow] = [world.elements[249], world.elements[0]] as Element[];
    mutate(shape as Element, { boundElements: [{ type: 'arrow', id: 'e0' }] });
    mutate(arrow as Element, {
      type: 'arrow',
      points: [
        [0, 0],
        [90, 0],
      ],
      endBinding: { elementId: 'e249', fixedPoint: [0.5, 0.5], mode: 'orbit' },
    });
    sync.collect(world.elements, world.state);
    world.edits.length = 0;
    move(50);
    sync.telling.more();
    world.frame();
    expect(told()).toEqual([100]);
    expect(world.elements.every(({ x }) => x === 50)).toBe(true);
  });

  it('brings back what others delete meanwhile', () => {
    move(50);
    world.remote({ e249: undefined });
    while (sync.telling.more());
    expect(world.objects.get('e249')?.x).toBe(50);
    expect(world.revived).toBe(1);
  });

  it('leaves nothing for later of what does not stand by itself, or is little', () => {
    for (const one of world.elements.slice(1)) mutate(one, { x: 50 });
    const [first] = world.elements;
    mutate(first as Element, { index: 'a00000' });
    expect(sync.collect(world.elements, world.state, true)).toBe(true);
    expect(world.changes().map(({ id }) => id)).toEqual(['e0']);
    sync.telling.all();
    for (const one of world.elements.slice(0, 100)) mutate(one, { x: 60 });
    expect(sync.collect(world.elements, world.state, true)).toBe(false);
    expect(at(60)).toBe(100);
  });

  it('takes away no words that others write in texts which are scaled', () => {
    const text = { type: 'text', text: 'old', originalText: 'old', fontSize: 20, containerId: null };
    for (const one of world.elements) mutate(one, text);
    sync.collect(world.elements, world.state);
    world.state = { ...world.state, selectedElementsAreBeingDragged: false, isResizing: true };
    for (const one of world.elements) mutate(one, { fontSize: 30, width: 45, height: 60 });
    sync.collect(world.elements, world.state, true);
    const written = { ...world.objects.get('e249'), text: 'new', originalText: 'new' } as Props;
    world.remote({ e249: written });
    sync.telling.all();
    expect(world.objects.get('e249')).toMatchObject({ text: 'new', originalText: 'new', fontSize: 30 });
  });

  it('tells once of what can no longer be kept, of all that is left', () => {
    move(50);
    sync.telling.more();
    world.refuse = new Error('full');
    expect(sync.telling.more()).toBe(false);
    expect(world.rejected).toEqual(['150 in part: full']);
    move(60);
    sync.telling.more();
    expect(world.rejected.slice(1)).toEqual(['250: full']);
    world.refuse = undefined;
    world.state = idle;
    sync.collect(world.elements, world.state);
    world.frame();
    // The canvas shows what is kept.
    expect(world.elements.map(({ x }) => x)).toEqual(
      Array.from({ length: COUNT }, (_, at) => (at < 100 ? 50 : 10)),
    );
  });

  it('goes on with what is left where some of it is invalid', () => {
    move(50);
    world.refuse = new InvalidChange('too large');
    sync.telling.more();
    world.refuse = undefined;
    while (sync.telling.more());
    expect(world.rejected).toEqual(['100 in part: too large']);
    expect(at(50)).toBe(150);
    world.refuse = new InvalidChange('too large');
    world.state = idle;
    mutate(world.elements[249] as Element, { x: 60 });
    sync.collect(world.elements, world.state);
    expect(world.rejected.slice(1)).toEqual(['1: too large']);
  });
});
