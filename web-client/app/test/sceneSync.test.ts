import type { Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Element } from '../src/board/adapter/element.ts';
import type { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { element, idle, mutate, SIZE, World } from './scene.ts';

const LINE = [
  [0, 0],
  [9, 9],
];

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

  it('sends nothing while it is only looked at, and takes back what was done', () => {
    world.elements = [element('a')];
    look();
    sync.lookAt(true);
    mutate(world.elements[0] as Element, { x: 99 });
    world.elements = [...world.elements, element('dropped', { index: 'a1' })];
    look();
    world.frame();
    expect(world.edits).toHaveLength(1);
    expect(world.elements.map(({ id, x, isDeleted }) => [id, x, isDeleted])).toEqual([
      ['a', 10, false],
      ['dropped', 10, true],
    ]);
    // What others do is seen.
    world.remote({ a: { ...world.objects.get('a'), x: 50 } as Props });
    world.frame();
    expect(world.elements[0]?.x).toBe(50);
    sync.lookAt(false);
    mutate(world.elements[0] as Element, { x: 60 });
    look();
    expect(world.edits).toHaveLength(2);
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
    const arrow = (id: string) => ({
      ...element(id, { type: 'arrow', points: LINE }),
      endBinding: { elementId: 'box' },
    });
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
    expect(world.rejected).toEqual(['2: too large']);
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
    world.remote({ a: { ...world.objects.get('a'), x: 2 }, b: { ...SIZE, type: 'ellipse', index: 'Zz' } });
    expect(world.frame()).toBe(1);
    expect(world.shown).toBe(1);
    expect(world.elements.map(({ id, x }) => [id, x])).toEqual([
      ['b', 0],
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
    world.remote({ b: { ...SIZE, type: 'ellipse', index: 'a1' } });
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
    world.remote({
      q: { ...SIZE, type: 'rectangle', index: 'a5' },
      p: { ...SIZE, type: 'rectangle', index: 'a5' },
    });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['p', 'q']);
    expect(world.elements.map(({ index }) => index)).toEqual(['a5', 'a6']);
    world.remote({ r: { ...SIZE, type: 'rectangle', index: 'a5G' }, s: { ...SIZE, type: 'rectangle' } });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['p', 'q', 'r', 's']);
    expect(world.elements.map(({ index }) => index)).toEqual(['a5', 'a58', 'a5G', 'c000']);
    expect(world.edits).toEqual([]);
  });

  it('gives keys that nobody can read a place, and lets anybody draw on top of them', () => {
    world.remote({
      file: { ...SIZE, type: 'rectangle', index: 'a10' },
      one: { ...SIZE, type: 'rectangle', index: '1' },
      two: { ...SIZE, type: 'rectangle', index: '1' },
    });
    world.frame();
    expect(world.elements.map(({ id, index }) => [id, index])).toEqual([
      ['file', 'a1'],
      ['one', 'c000'],
      ['two', 'c001'],
    ]);
    world.elements = [...world.elements, element('mine', { index: 'c002' })];
    look();
    world.remote({ one: { ...world.objects.get('one'), x: 1 } });
    world.frame();
    expect(world.elements.at(-1)?.id).toBe('mine');
    expect(world.changes().map(({ id }) => id)).toEqual(['mine']);
  });

  it('orders anew where a key is stored otherwise and has another place among equal ones', () => {
    world.remote({
      a: { ...SIZE, type: 'rectangle', index: 'a1' },
      b: { ...SIZE, type: 'rectangle', index: 'a1' },
    });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['a', 'b']);
    world.remote({ a: { ...SIZE, type: 'rectangle', index: 'a10' } });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(world.edits).toEqual([]);
  });

  it('shows what the person put between two with one key where everybody else has it', () => {
    world.remote({
      p: { ...SIZE, type: 'rectangle', index: 'a5' },
      q: { ...SIZE, type: 'rectangle', index: 'a5' },
    });
    world.frame();
    const [p, q] = world.elements;
    world.elements = [p as never, element('mine', { index: 'a5V' }), q as never];
    look();
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['p', 'q', 'mine']);
    expect(world.changes().map(({ id }) => id)).toEqual(['mine']);
  });

  it('gives a deleted element’s key to one that is there', () => {
    world.remote({ a: { ...SIZE, type: 'rectangle', index: 'a5' } });
    world.frame();
    world.remote({ a: undefined, b: { ...SIZE, type: 'rectangle', index: 'a5' } });
    world.frame();
    const living = world.elements.filter(({ isDeleted }) => !isDeleted);
    expect(living.map(({ id, index }) => [id, index])).toEqual([['b', 'a5']]);
  });

  describe('with objects that are odd', () => {
    const odd = { ...SIZE, type: 'rectangle', index: 'a5', x: 'left' };

    it('draws the others, tells of these, and writes nothing', () => {
      world.remote({ odd, sound: { ...SIZE, type: 'rectangle', index: 'a6' } });
      world.frame();
      look();
      expect(world.elements.map(({ id }) => id)).toEqual(['sound']);
      expect([...world.flaws]).toEqual([['odd', 'place']]);
      expect(world.edits).toEqual([]);
    });

    it('tells of those that Excalidraw fails to draw, until they are other ones', () => {
      world.restore = (raw) => {
        if ((raw as { x: number }).x === 13) throw new RangeError('too deep');
        return raw as never;
      };
      world.remote({ cursed: { ...odd, x: 13 } });
      world.frame();
      expect([...world.flaws]).toEqual([['cursed', 'drawing']]);
      world.remote({ cursed: { ...odd, x: 14 } });
      world.frame();
      expect([...world.flaws]).toEqual([]);
      expect(world.elements.map(({ id }) => id)).toEqual(['cursed']);
    });

    it('takes one off the canvas that becomes odd, and puts it back', () => {
      world.remote({ a: { ...odd, x: 1 } });
      world.frame();
      world.remote({ a: odd });
      world.frame();
      expect(world.elements.map(({ isDeleted }) => isDeleted)).toEqual([true]);
      world.remote({ a: { ...odd, x: 1 } });
      world.frame();
      expect(world.elements.map(({ isDeleted }) => isDeleted)).toEqual([false]);
      look();
      expect(world.edits).toEqual([]);
    });

    it('takes what the person moves too far away off their canvas as well, and brings it back', () => {
      const mine = element('a');
      world.elements = [mine];
      look();
      mutate(mine, { x: 2_000_000 });
      look();
      world.frame();
      expect(world.elements[0]).toMatchObject({ id: 'a', isDeleted: true });
      look();
      expect(world.changes()).toHaveLength(2);
      expect(world.objects.get('a')).toMatchObject({ x: 2_000_000 });
      world.remote({ a: { ...world.objects.get('a'), x: 5 } });
      world.frame();
      expect(world.elements[0]).toMatchObject({ id: 'a', x: 5, isDeleted: false });
    });

    it('writes of a mended one what the person changes, and no more', () => {
      world.remote({ a: { ...odd, x: 1, strokeColor: 7, opacity: 900, angle: 'up' } });
      world.frame();
      expect(world.elements[0]).toMatchObject({ opacity: 100 });
      mutate(world.elements[0] as never, { y: 99 });
      look();
      expect(world.changes()).toEqual([{ op: 'patch', id: 'a', set: { y: 99 } }]);
    });
  });

  describe('with labels', () => {
    const text = { ...SIZE, type: 'text', text: 'words', originalText: 'words', index: 'a6' };
    const box = { ...SIZE, type: 'rectangle', index: 'a5' };
    const shown = (id: string) => world.elements.find((one) => one.id === id) as never as Props;

    it('draws a label as one also where only one of the two knows of it', () => {
      world.remote({ box, label: { ...text, containerId: 'box' } });
      world.remote({ other: { ...box, boundElements: [{ type: 'text', id: 'free' }] }, free: text });
      world.frame();
      expect(shown('box').boundElements).toEqual([{ type: 'text', id: 'label' }]);
      expect(shown('free').containerId).toBe('other');
      expect(world.edits).toEqual([]);
    });

    it('makes it a text of its own when its shape is deleted', () => {
      world.remote({ box, label: { ...text, containerId: 'box' } });
      world.frame();
      world.remote({ box: undefined });
      world.frame();
      expect(shown('label')).toMatchObject({ containerId: null, isDeleted: false });
    });

    it('does so, too, when the person deletes the shape and the label comes from another', () => {
      world.remote({ box });
      world.frame();
      mutate(world.elements[0] as never, { isDeleted: true });
      look();
      world.remote({ label: { ...text, containerId: 'box' } });
      world.frame();
      expect(shown('label')).toMatchObject({ containerId: null });
    });

    it('leaves the shape alone whose label the person has begun and not written', () => {
      world.remote({ box });
      world.frame();
      const writing = element('t', { ...text, text: '', originalText: '', containerId: 'box' });
      mutate(world.elements[0] as never, { boundElements: [{ type: 'text', id: 't' }] });
      world.elements = [...world.elements, writing];
      world.state = { ...idle, editingTextElement: writing } as unknown as typeof idle;
      const before = world.elements[0];
      look();
      world.frame();
      expect(world.elements[0]).toBe(before);
      world.state = idle;
      look();
      world.frame();
      expect(shown('box').boundElements).toEqual([]);
      world.state = { ...idle, editingTextElement: writing } as unknown as typeof idle;
      mutate(writing, { text: 'w', originalText: 'w' });
      look();
      world.state = idle;
      look();
      world.frame();
      expect(shown('box').boundElements).toEqual([{ type: 'text', id: 't' }]);
      expect(shown('t').containerId).toBe('box');
    });
  });

  describe('with what is where its shape is', () => {
    const at = (x: number, more: Props) => ({ x, y: 0, width: 100, height: 60, index: 'a5', ...more });
    const box = at(0, { type: 'rectangle' });
    const of = (id: string) => world.elements.find((one) => one.id === id) as Element;

    it('draws a label in its place that the person had begun to move as a text of its own', () => {
      const words = {
        type: 'text',
        text: 'w',
        originalText: 'w',
        textAlign: 'center',
        verticalAlign: 'middle',
      };
      const label = {
        ...at(35, { ...words, index: 'a6' }),
        y: 10,
        width: 30,
        height: 40,
        containerId: 'box',
      };
      world.remote({ label });
      world.frame();
      expect(of('label')).toMatchObject({ containerId: null });
      world.state = { ...idle, selectedElementsAreBeingDragged: true, selectedElementIds: { label: true } };
      world.remote({ box });
      mutate(of('label'), { x: 300 });
      look();
      world.frame();
      expect(of('label')).toMatchObject({ x: 300 });
      world.state = idle;
      look();
      world.frame();
      expect(of('label')).toMatchObject({ x: 35, y: 10, containerId: 'box' });
      mutate(of('label'), { x: 300 });
      look();
      world.frame();
      expect(of('label')).toMatchObject({ x: 35, y: 10 });
    });

    const line = {
      points: [
        [0, 0],
        [200, 0],
      ],
      startBinding: { elementId: 'box', focus: 0, gap: 5 },
    };

    it('draws an arrow at its shape that the person has moved with its frame, once that is done', () => {
      const arrow = { ...at(105, { type: 'arrow', ...line, frameId: 'frame', index: 'a6' }), y: 30 };
      world.remote({ box, frame: at(90, { type: 'frame', index: 'a7' }), arrow });
      world.frame();
      const moved = of('arrow');
      world.state = { ...idle, selectedElementsAreBeingDragged: true, selectedElementIds: { frame: true } };
      mutate(moved, { x: 505 });
      mutate(of('frame'), { x: 490 });
      look();
      world.frame();
      expect(of('arrow')).toBe(moved);
      world.state = idle;
      look();
      world.frame();
      expect(of('arrow').x).toBeCloseTo(105, 0);
      expect(world.objects.get('arrow')).toMatchObject({ x: 505 });
      expect(world.edits).toHaveLength(1);
    });

    it.each([
      [
        'leaves an arrow where it is that the keys have moved away, and that is bound no longer then',
        null,
        505,
      ],
      ['draws an arrow at its shape that the keys have moved away, and that is still bound', undefined, 105],
    ])('%s', (_, startBinding, x) => {
      world.remote({ box, arrow: { ...at(105, { type: 'arrow', ...line, index: 'a6' }), y: 30 } });
      world.frame();
      const moved = of('arrow');
      world.state = { ...idle, isNudging: true };
      for (const next of [305, 505]) {
        mutate(moved, { x: next });
        look();
        world.frame();
        expect([of('arrow') === moved, moved.x]).toEqual([true, next]);
      }
      if (startBinding === null) mutate(moved, { startBinding });
      world.state = idle;
      look();
      world.frame();
      expect(of('arrow').x).toBeCloseTo(x, 0);
    });
  });

  it('skips objects that cannot be drawn', () => {
    world.restore = (raw) => {
      const { type } = raw as { type: string };
      if (type === 'broken') throw new TypeError('points');
      return type === 'unknown' ? undefined : (raw as never);
    };
    world.remote({
      x: { ...SIZE, type: 'broken' },
      y: { ...SIZE, type: 'unknown' },
      z: { ...SIZE, type: 'rectangle' },
    });
    world.frame();
    expect(world.elements.map(({ id }) => id)).toEqual(['z']);
    look();
    expect(world.edits).toEqual([]);
  });

  it('reports a change that can never be kept, and continues', () => {
    world.refuse = new Error('not valid');
    world.elements = [element('a')];
    look();
    expect(world.rejected).toEqual(['1: not valid']);
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
        c: { ...SIZE, type: 'ellipse', index: 'a2' },
      });
      expect([world.frame(), world.shown]).toEqual([0, 0]);
      world.elements = kept;
      sync.resume();
      world.frame();
      expect(world.elements.map(({ id, x, isDeleted }) => [id, x, isDeleted])).toEqual([
        ['a', 77, false],
        ['b', 10, true],
        ['c', 0, false],
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
