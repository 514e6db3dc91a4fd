import type { Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { element, idle, mutate, World } from './scene.ts';

const drawing = (of: ReturnType<typeof element>) =>
  ({ ...idle, cursorButton: 'down', newElement: of }) as unknown as typeof idle;

describe('the scene and the project', () => {
  let world: World;
  let sync: SceneSync;

  beforeEach(() => {
    world = new World();
    sync = world.open();
  });

  const look = () => sync.collect(world.elements, world.state);

  it('sends a shape while it is being drawn, as one step of undo', () => {
    const shape = element('a', { width: 0, height: 0 });
    world.elements = [shape];
    world.state = drawing(shape);
    look();
    expect(world.edits).toEqual([]);
    mutate(shape, { width: 5 });
    look();
    mutate(shape, { width: 9 });
    look();
    expect(world.changes().map(({ op }) => op)).toEqual(['put', 'patch']);
    expect(world.edits.every(({ how }) => how.history === 'gesture' && how.live)).toBe(true);
    expect(world.commits).toBe(0);
    mutate(shape, { width: 10 });
    world.state = idle;
    look();
    expect(world.edits.at(-1)?.how.history).toBe('gesture');
    expect(world.commits).toBeGreaterThan(0);
    expect(world.objects.get('a')?.width).toBe(10);
  });

  it('sends nothing when nothing changed', () => {
    world.elements = [element('a')];
    look();
    look();
    world.state = { ...idle, selectedElementIds: { a: true } };
    look();
    expect(world.edits).toHaveLength(1);
  });

  it('makes one edit of what changed together, both ends of a binding included', () => {
    const box = element('box');
    const arrow = element('arrow', {
      type: 'arrow',
      points: [
        [0, 0],
        [1, 1],
      ],
      startBinding: null,
      endBinding: null,
    });
    world.elements = [box, arrow];
    look();
    mutate(box, { boundElements: [{ id: 'arrow', type: 'arrow' }] });
    mutate(arrow, { endBinding: { elementId: 'box', focus: 0, gap: 1 } });
    look();
    expect(world.edits).toHaveLength(2);
    expect(world.edits[1]?.changes.map(({ id }) => id)).toEqual(['box', 'arrow']);
  });

  describe('when two people bind arrows to one shape at once', () => {
    const bound = (ids: readonly string[]) => ids.map((id) => ({ id, type: 'arrow' }));
    const arrow = (id: string) => ({ ...element(id, { type: 'arrow' }), endBinding: { elementId: 'box' } });
    const props = (of: unknown) => of as Props;
    const listed = () => world.elements.find(({ id }) => id === 'box')?.boundElements;

    beforeEach(() => {
      world.remote({
        box: props({ ...element('box'), boundElements: bound(['mine']) }),
        mine: props(arrow('mine')),
      });
      world.frame();
      world.remote({
        theirs: props(arrow('theirs')),
        box: props({ ...element('box'), boundElements: bound(['theirs']) }),
      });
      world.frame();
    });

    it('draws the shape with both, and sends nothing', () => {
      expect(listed()).toEqual(bound(['theirs', 'mine']));
      look();
      expect(world.edits).toEqual([]);
    });

    it('sends both with the next change of the list', () => {
      const box = world.elements.find(({ id }) => id === 'box') as ReturnType<typeof element>;
      mutate(box, { boundElements: [...(box.boundElements ?? []), { id: 'third', type: 'arrow' }] });
      look();
      expect(world.objects.get('box')?.boundElements).toEqual(bound(['theirs', 'mine', 'third']));
    });

    it('drops an arrow that is deleted or no longer bound, though nobody changed the shape', () => {
      world.remote({ mine: undefined });
      world.frame();
      expect(listed()).toEqual(bound(['theirs']));
    });

    it('draws the shape again for one more arrow, and not for one that only moves', () => {
      world.remote({ late: props(arrow('late')) });
      world.frame();
      expect(listed()).toEqual(bound(['theirs', 'late', 'mine']));
      const { version } = world.elements.find(({ id }) => id === 'box') as ReturnType<typeof element>;
      world.remote({ late: props({ ...arrow('late'), x: 99 }) });
      world.frame();
      expect(world.elements.find(({ id }) => id === 'box')?.version).toBe(version);
    });
  });

  it('makes one edit of a large paste: all of it, or nothing', () => {
    const paste = Array.from({ length: 2_000 }, (_, at) => element(`e${at}`, { index: `a${at}` }));
    world.elements = paste;
    world.refuse = new Error('too large');
    look();
    expect([world.edits, world.objects.size]).toEqual([[], 0]);
    world.refuse = undefined;
    world.frame();
    expect(world.elements.every(({ isDeleted }) => isDeleted)).toBe(true);
    world.elements = [...world.elements, ...paste.map(({ id }) => element(`${id}b`, { index: `b${id}` }))];
    look();
    expect(world.edits.map(({ changes }) => changes.length)).toEqual([2_000]);
  });

  it('does not show what cannot be kept', () => {
    world.elements = [element('a')];
    look();
    world.refuse = new Error('too large');
    world.elements = [mutate(element('a'), { x: 99 }), element('b', { index: 'a1' })];
    look();
    expect(world.rejected).toEqual(['too large']);
    world.frame();
    expect(world.elements.map(({ id, x, isDeleted }) => [id, x, isDeleted])).toEqual([
      ['a', 10, false],
      ['b', 10, true],
    ]);
  });

  it('deletes what is deleted, once', () => {
    const shape = element('a');
    world.elements = [shape];
    look();
    mutate(shape, { isDeleted: true });
    look();
    look();
    expect(world.changes().slice(1)).toEqual([{ op: 'delete', id: 'a' }]);
  });

  it('deletes a shape that was given up, and restores one that was only dropped', () => {
    const old = element('old');
    world.elements = [old];
    look();
    const shape = element('new', { index: 'a1' });
    world.elements = [old, shape];
    world.state = drawing(shape);
    look();
    world.elements = [];
    world.state = idle;
    look();
    expect(world.changes().at(-1)).toEqual({ op: 'delete', id: 'new' });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['old']);
    expect(world.objects.has('old')).toBe(true);
  });

  it('types into one batch, closed when the text is done', () => {
    const text = element('t', { type: 'text', text: '', originalText: '' });
    world.elements = [text];
    world.state = { ...idle, editingTextElement: text } as unknown as typeof idle;
    for (const typed of ['h', 'he']) {
      mutate(text, { text: typed, originalText: typed });
      look();
    }
    world.state = idle;
    mutate(text, { width: 33 });
    look();
    expect(world.edits.map(({ how }) => how.history)).toEqual(['typing', 'typing', 'typing']);
    expect(world.commits).toBe(1);
  });

  it('draws what others did once a frame, as new elements with a higher version', () => {
    const mine = element('a');
    world.elements = [mine];
    look();
    world.remote({ a: { ...world.objects.get('a'), x: 1 } });
    world.remote({ a: { ...world.objects.get('a'), x: 2 }, b: { type: 'ellipse', index: 'Zz' } });
    expect(world.frame()).toBe(1);
    expect(world.shown).toBe(1);
    expect(world.elements.map(({ id, x }) => [id, x])).toEqual([
      ['b', undefined],
      ['a', 2],
    ]);
    expect(world.elements[1]).not.toBe(mine);
    expect(world.elements[1]?.version).toBeGreaterThan(mine.version);
    look();
    expect(world.edits).toHaveLength(1);
  });

  it('leaves the other elements as they are', () => {
    const still = element('still', { index: 'a1' });
    world.elements = [element('a'), still];
    look();
    world.remote({ a: { ...world.objects.get('a'), x: 1 } });
    world.frame();
    expect(world.elements[1]).toBe(still);
  });

  it('does not replace what the person is changing until the gesture ends', () => {
    const shape = element('a');
    world.elements = [shape];
    look();
    world.state = { ...idle, isResizing: true, selectedElementIds: { a: true } };
    mutate(shape, { width: 31 });
    look();
    world.remote({ a: { ...world.objects.get('a'), y: 99 } });
    world.frame();
    expect(world.elements[0]).toBe(shape);
    mutate(shape, { width: 32 });
    look();
    world.state = idle;
    look();
    world.frame();
    expect(world.elements[0]).toMatchObject({ width: 32, y: 99 });
    expect(world.objects.get('a')).toMatchObject({ width: 32, y: 99 });
  });

  it('sends what Excalidraw has not reported yet before it draws over it', () => {
    const shape = element('a');
    world.elements = [shape];
    look();
    world.remote({ a: { ...world.objects.get('a'), y: 99 } });
    mutate(shape, { x: 50 });
    world.frame();
    expect(world.objects.get('a')).toMatchObject({ x: 50, y: 99 });
    expect(world.elements[0]).toMatchObject({ x: 50, y: 99 });
  });

  it('sends a shape that was begun when others’ work was drawn', () => {
    const shape = element('a', { width: 0, height: 0 });
    world.elements = [shape];
    world.state = drawing(shape);
    look();
    world.remote({ b: { type: 'ellipse', index: 'a1' } });
    world.frame();
    mutate(shape, { width: 9 });
    look();
    expect(world.changes()).toMatchObject([{ op: 'put', id: 'a', props: { width: 9 } }]);
  });

  it('deletes on the canvas what others deleted, and brings it back with undo', () => {
    world.elements = [element('a')];
    look();
    const props = world.objects.get('a');
    world.remote({ a: undefined });
    world.frame();
    expect(world.elements[0]?.isDeleted).toBe(true);
    world.remote({ a: props });
    world.frame();
    expect(world.elements[0]?.isDeleted).toBe(false);
    expect(world.edits).toHaveLength(1);
  });

  it('orders by (index, id) of the objects, whatever Excalidraw made of equal indices', () => {
    world.remote({ q: { type: 'rectangle', index: 'a5' }, p: { type: 'rectangle', index: 'a5' } });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['p', 'q']);
    expect(world.elements[1]?.index).toBe('a5V');
    world.remote({ r: { type: 'rectangle', index: 'a5G' }, s: { type: 'rectangle' } });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['p', 'q', 'r', 's']);
  });

  it('skips objects that cannot be drawn', () => {
    world.restore = (raw) => {
      const { type } = raw as { type: string };
      if (type === 'broken') throw new TypeError('points');
      return type === 'unknown' ? undefined : (raw as never);
    };
    world.remote({ x: { type: 'broken' }, y: { type: 'unknown' }, z: { type: 'rectangle' } });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['z']);
    look();
    expect(world.edits).toEqual([]);
  });

  it('reports a change that can never be kept, and continues', () => {
    world.refuse = new Error('not valid');
    world.elements = [element('a')];
    look();
    expect(world.rejected).toEqual(['not valid']);
    world.refuse = undefined;
    world.elements = [...world.elements, element('b')];
    look();
    expect(world.changes()).toHaveLength(1);
  });

  describe('that is suspended', () => {
    beforeEach(() => {
      world.elements = [element('a'), element('b', { index: 'a1' })];
      look();
      sync.suspend();
    });

    it('makes no edit of anything on the canvas', () => {
      const kept = world.elements;
      world.elements = [element('past', { index: 'a5' })];
      look();
      world.elements = [];
      look();
      world.frame();
      world.elements = kept;
      sync.resume();
      look();
      expect(world.edits).toHaveLength(1);
      expect([...world.objects.keys()]).toEqual(['a', 'b']);
    });

    it('draws what others did meanwhile when it goes on, and is editable again', () => {
      const kept = world.elements;
      world.elements = [element('past')];
      world.remote({
        a: { ...world.objects.get('a'), x: 77 },
        b: undefined,
        c: { type: 'ellipse', index: 'a2' },
      });
      expect([world.frame(), world.shown]).toEqual([0, 0]);
      world.elements = kept;
      sync.resume();
      world.frame();
      expect(world.elements.map(({ id, x, isDeleted }) => [id, x, isDeleted])).toEqual([
        ['a', 77, false],
        ['b', 10, true],
        ['c', undefined, false],
      ]);
      mutate(world.elements[0] as never, { y: 5 });
      look();
      expect(world.changes().at(-1)).toMatchObject({ op: 'patch', id: 'a', set: { y: 5 } });
    });

    it('does not draw in a frame that was asked for before', () => {
      sync.resume();
      world.remote({ a: { ...world.objects.get('a'), x: 77 } });
      sync.suspend();
      world.elements = [element('past')];
      world.frame();
      expect(world.shown).toBe(0);
    });
  });

  it('takes what was drawn before it is suspended, and ends that step of undo', () => {
    const shape = element('a');
    world.elements = [shape];
    world.state = drawing(shape);
    look();
    mutate(shape, { width: 99 });
    sync.suspend();
    expect(world.objects.get('a')).toMatchObject({ width: 99 });
    expect(world.commits).toBe(1);
  });
});
