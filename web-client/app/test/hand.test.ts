import type { Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { element, idle, mutate, World } from './scene.ts';

type State = typeof idle;
type Shape = ReturnType<typeof element>;

const typingIn = (text: Shape) => ({ ...idle, editingTextElement: text }) as unknown as State;
const naming = (editingFrame: string) => ({ ...idle, editingFrame }) as unknown as State;
const dragging = (...ids: string[]): State => ({
  ...idle,
  cursorButton: 'down',
  selectedElementsAreBeingDragged: true,
  selectedElementIds: Object.fromEntries(ids.map((id) => [id, true as const])),
});
const drawing = (stroke: Shape) =>
  ({ ...idle, cursorButton: 'down', newElement: stroke }) as unknown as State;

describe('under the person’s hand', () => {
  let world: World;
  let sync: SceneSync;

  beforeEach(() => {
    world = new World();
    sync = world.open();
  });

  const look = () => sync.collect(world.elements, world.state);
  const at = (id: string) => world.elements.find((one) => one.id === id) as Shape;
  const write = (id: string, words: string) => {
    mutate(at(id), { text: words, originalText: words });
    look();
  };
  const text = (id: string, more = {}) =>
    element(id, { type: 'text', text: 'old', originalText: 'old', containerId: null, ...more });
  const begin = (...elements: Shape[]) => {
    world.elements = elements;
    look();
  };

  describe('what others delete', () => {
    it('is back with all the words that were typed, before and afterwards', () => {
      begin(text('t'));
      world.state = typingIn(at('t'));
      write('t', 'old words');
      world.remote({ t: undefined });
      expect(world.objects.get('t')).toMatchObject({ originalText: 'old words' });
      expect(world.revived).toBe(1);
      write('t', 'old words, and more');
      world.state = idle;
      look();
      world.frame();
      expect(world.objects.get('t')).toMatchObject({ originalText: 'old words, and more' });
      expect(at('t')).toMatchObject({ isDeleted: false, originalText: 'old words, and more' });
    });

    it('is back with the name that is being written, one step of undo; what lies in the frame is not in it', () => {
      begin(element('f', { type: 'frame', name: null }), element('in', { frameId: 'f' }));
      const before = world.edits.length;
      world.state = naming('f');
      look();
      mutate(at('f'), { name: 'Kit' });
      look();
      world.remote({ f: undefined, in: { ...world.objects.get('in'), frameId: null, x: 7 } });
      world.frame();
      expect(at('in').x).toBe(7);
      mutate(at('f'), { name: 'Kitchen' });
      look();
      world.state = idle;
      look();
      world.frame();
      expect(at('f')).toMatchObject({ isDeleted: false, name: 'Kitchen' });
      expect(world.objects.get('f')).toMatchObject({ name: 'Kitchen' });
      expect(world.revived).toBe(1);
      expect(new Set(world.edits.slice(before).map(({ how }) => how.history))).toEqual(new Set(['typing']));
    });

    it('stays deleted where the name of the frame was only open', () => {
      begin(element('f', { type: 'frame', name: null }));
      world.state = naming('f');
      look();
      world.remote({ f: undefined });
      world.frame();
      world.state = idle;
      look();
      world.frame();
      expect(at('f').isDeleted).toBe(true);
      expect(world.revived).toBe(0);
    });

    it('is back with the first letter that is typed afterwards', () => {
      begin(text('t'));
      world.state = typingIn(at('t'));
      look();
      world.remote({ t: undefined });
      world.frame();
      expect(world.objects.has('t')).toBe(false);
      write('t', 'old!');
      expect(world.objects.get('t')).toMatchObject({ originalText: 'old!' });
    });

    it('stays deleted where it was only held, and where the hand has left it', () => {
      begin(text('t'), element('box'));
      world.state = typingIn(at('t'));
      look();
      world.remote({ t: undefined });
      world.state = idle;
      look();
      world.frame();
      expect(at('t').isDeleted).toBe(true);
      world.state = dragging('box');
      mutate(at('box'), { x: 99 });
      look();
      world.state = idle;
      look();
      world.remote({ box: undefined });
      world.frame();
      expect([world.objects.has('box'), world.revived]).toEqual([false, 0]);
    });

    it('is back while it is dragged, with its label', () => {
      begin(element('box'), text('label', { containerId: 'box' }));
      world.state = dragging('box');
      mutate(at('box'), { x: 50 });
      mutate(at('label'), { x: 50 });
      look();
      world.remote({ box: undefined, label: undefined });
      expect(world.objects.get('box')).toMatchObject({ x: 50 });
      expect(world.objects.get('label')).toMatchObject({ x: 50, containerId: 'box' });
    });

    it('leaves a free text of a label whose shape is gone', () => {
      begin(element('box'), text('label', { containerId: 'box', frameId: 'gone' }));
      world.state = typingIn(at('label'));
      write('label', 'mine');
      world.remote({ box: undefined, label: undefined });
      expect(world.objects.get('label')).toMatchObject({ originalText: 'mine', containerId: null });
      world.state = idle;
      look();
      world.frame();
      expect(at('label')).toMatchObject({ containerId: null });
    });
  });

  it('a label that is begun while its shape is deleted is a free text', () => {
    begin(element('box'));
    const label = text('label', { text: '', originalText: '', containerId: 'box' });
    world.elements = [...world.elements, label];
    world.state = typingIn(label);
    look();
    world.remote({ box: undefined });
    world.frame();
    write('label', 'words');
    world.state = idle;
    look();
    world.frame();
    expect(world.objects.get('label')).toMatchObject({ originalText: 'words', containerId: null });
    expect(at('label')).toMatchObject({ containerId: null, isDeleted: false });
  });

  it('what was pasted is cleaned, and what is typed after it is kept', () => {
    begin(text('t'));
    world.state = typingIn(at('t'));
    write('t', 'x\0y');
    write('t', 'x\0y and more \ud83d');
    expect(world.objects.get('t')).toMatchObject({ text: 'xy and more \ufffd' });
    world.state = idle;
    look();
    world.frame();
    expect(at('t')).toMatchObject({ originalText: 'xy and more \ufffd' });
    expect(world.rejected).toEqual([]);
  });

  describe('the points of a line', () => {
    const line = (points: number[][], more = {}) =>
      element('line', { type: 'line', angle: 0, points, ...more });
    const editing = (isDown: boolean) =>
      ({
        ...idle,
        cursorButton: isDown ? 'down' : 'up',
        editingLinearElement: { elementId: 'line', lastUncommittedPoint: null },
      }) as unknown as State;
    const remote = (more: Props) => world.remote({ line: { ...world.objects.get('line'), ...more } });

    beforeEach(() => {
      begin(
        line([
          [0, 0],
          [10, 0],
          [20, 0],
        ]),
      );
    });

    it('are drawn at once where its editor is only open, as by undo', () => {
      world.state = editing(false);
      look();
      remote({ points: [[0, 0], [10, 9], [20, 0]] }); // biome-ignore format: one line is read more easily
      world.frame();
      expect(at('line')).toMatchObject({ points: [[0, 0], [10, 9], [20, 0]] }); // biome-ignore format: as above
    });

    it('are those of everybody: each person’s own ones, and the others as they are by now', () => {
      world.state = editing(true);
      look();
      const theirs = [[0, 0], [15, 5], [25, 5]]; // biome-ignore format: as above
      remote({ x: 5, y: 15, points: theirs, width: 25, height: 5 });
      world.frame();
      const mine = [[0, 0], [10, 0], [20, 30]]; // biome-ignore format: as above
      mutate(at('line'), { points: mine, width: 20, height: 30 });
      look();
      // The first point was moved by the other person, the last one by this one.
      const points = [[0, 0], [15, 5], [25, 35]]; // biome-ignore format: as above
      const all = { x: 5, y: 15, points, width: 25, height: 35 };
      expect(world.objects.get('line')).toMatchObject(all);
      world.state = editing(false);
      look();
      world.frame();
      expect(at('line')).toMatchObject(all);
    });
  });

  it('a series of arrow keys is one step of undo', () => {
    begin(element('a'));
    world.state = { ...idle, isNudging: true };
    for (const x of [11, 12, 13]) {
      mutate(at('a'), { x });
      look();
    }
    expect(world.edits.slice(1).map(({ how }) => how.history)).toEqual(['gesture', 'gesture', 'gesture']);
    expect(world.commits).toBe(0);
    world.state = idle;
    look();
    expect(world.commits).toBe(1);
  });

  it('an image is put once it has its file, and its size is no step of its own', () => {
    const image = element('i', { type: 'image', status: 'pending', fileId: null, width: 100, height: 100 });
    world.elements = [image];
    look();
    expect(world.edits).toEqual([]);
    mutate(image, { fileId: 'f' });
    look();
    world.remote({ i: { ...world.objects.get('i'), status: 'saved' } });
    world.frame();
    expect(world.elements[0]).toBe(image);
    mutate(image, { x: -5, width: 300, height: 200, crop: null });
    look();
    mutate(image, { width: 400 });
    look();
    expect(world.edits.map(({ how }) => how.history)).toEqual(['discrete', 'none', 'discrete']);
    expect(world.objects.get('i')).toMatchObject({ width: 400, status: 'saved' });
  });

  describe('a stroke', () => {
    const MOST = 40;
    const point = (n: number): [number, number] => [n * 3, Math.round(20 * Math.sin(n / 5))];
    const stroke = () =>
      element('s', {
        type: 'freedraw',
        opacity: 100,
        points: [point(0)],
        pressures: [],
        lastCommittedPoint: null,
      });
    const draw = (until: number, by = 1) => {
      for (let n = 2; n <= until; n += by) {
        mutate(world.elements[0] as Shape, { points: Array.from({ length: n }, (_, at) => point(at)) });
        look();
      }
    };
    const absolute = ({ x, y, points }: Props) =>
      (points as number[][]).map(([px, py]) => [Number(x) + Number(px), Number(y) + Number(py)].join());
    const all = () => [...world.objects.values()];

    beforeEach(() => {
      world.objectBytes = (4 << 10) + 64 * MOST;
      world.elements = [stroke()];
      world.state = drawing(world.elements[0] as Shape);
    });

    it('that is too long for one object goes on in others while it is drawn', () => {
      draw(100);
      expect(world.objects.size).toBe(4);
      expect(all().every(({ points }) => (points as unknown[]).length <= MOST)).toBe(true);
      const places = Array.from({ length: 100 }, (_, at) => point(at)).map(([x, y]) =>
        [x + 10, y + 20].join(),
      );
      expect(new Set(all().flatMap(absolute))).toEqual(new Set(places));
      expect(world.elements).toHaveLength(1);
      expect(world.commits).toBe(0);
      world.state = idle;
      look();
      world.frame();
      expect(world.elements.map(({ id }) => id).sort()).toEqual(['s', 's-2', 's-3', 's-4']);
      expect(new Set(all().map(({ groupIds }) => JSON.stringify(groupIds)))).toEqual(
        new Set(['["s-parts"]']),
      );
      const edits = world.edits.length;
      look();
      expect(world.edits).toHaveLength(edits);
      expect(world.commits).toBe(1);
    });

    it('goes on without a seam: the parts share points, and each is drawn to its end', () => {
      draw(100, 7);
      const parts = all().map((part) => absolute(part));
      for (const [at, part] of parts.entries()) {
        const next = parts[at + 1];
        if (next === undefined) continue;
        expect(part.filter((place) => next.includes(place)).length).toBeGreaterThan(8);
        const { points, lastCommittedPoint } = all()[at] as Props;
        expect(lastCommittedPoint).toEqual((points as Props[]).at(-1));
      }
    });

    it('sends points once', () => {
      draw(100);
      const sent = world.changes().flatMap((change) => {
        if (change.op === 'put') return [(change.props.points as unknown[]).length];
        return change.op === 'patch' ? [change.append?.points?.values.length ?? 0] : [];
      });
      expect(sent.reduce((sum, count) => sum + count, 0)).toBeLessThan(100 + 3 * 17 + 5);
    });

    it('that is pasted becomes several objects at once, and one that is given up leaves none', () => {
      draw(100);
      world.elements = [];
      world.state = idle;
      look();
      expect(world.objects.size).toBe(0);
      const points = Array.from({ length: 90 }, (_, at) => point(at));
      world.elements = [
        element('p', { type: 'freedraw', opacity: 50, angle: 1, points, pressures: points.map(() => 0.5) }),
      ];
      look();
      world.frame();
      expect(world.elements).toHaveLength(3);
      expect(
        all().map(({ points, pressures }) => [points, pressures].map((list) => (list as unknown[]).length)),
      ).toEqual(
        [[40, 40], [40, 40], [12, 12]], // biome-ignore format: as above
      );
    });

    it('that others delete while it is drawn is back, all of it', () => {
      draw(100);
      world.remote({ s: undefined, 's-2': undefined, 's-3': undefined, 's-4': undefined });
      draw(110, 108);
      expect(world.objects.size).toBe(4);
      mutate(world.elements[0] as Shape, { points: Array.from({ length: 111 }, (_, at) => point(at)) });
      look();
      const places = new Set(all().flatMap(absolute));
      expect(places.size).toBe(111);
    });
  });
});
