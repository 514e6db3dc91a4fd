import type { Props } from '@easel/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SceneSync } from '../src/board/adapter/sceneSync.ts';
import { partsOfText } from '../src/board/adapter/texts.ts';
import { element, idle, mutate, World } from './scene.ts';

const BYTES = 8 << 10;
const LINE = 25;

/** A text of these lines, as Excalidraw has it. */
function text(lines: readonly string[], more: Props = {}): Props {
  const words = lines.join('\n');
  return {
    ...{ type: 'text', x: 10, y: 20, width: 300, height: lines.length * LINE, angle: 0, groupIds: [] },
    ...{ fontSize: 20, lineHeight: 1.25, text: words, originalText: words, containerId: null },
    ...more,
  };
}

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at} of a long text`);
const sizeOf = (props: Props) => new TextEncoder().encode(JSON.stringify(props)).length;
const wordsOf = (props: Props) => props.originalText as string;

describe('a text that is too large for one object', () => {
  it('is several, each with some of its lines, one below the other', () => {
    const parts = partsOfText(text(lines(300)), BYTES);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(wordsOf).join('\n')).toBe(lines(300).join('\n'));
    expect(Math.max(...parts.map(sizeOf))).toBeLessThan(BYTES);
    let bottom = 20;
    for (const { y, height, text, originalText } of parts) {
      expect([y, text]).toEqual([bottom, originalText]);
      bottom += height as number;
    }
    expect(bottom).toBe(20 + 300 * LINE);
  });

  it('that fits is itself', () => {
    const short = text(lines(20));
    expect(partsOfText(short, BYTES)).toEqual([short]);
    const odd = { type: 'text', text: 7 };
    expect(partsOfText(odd, BYTES)).toEqual([odd]);
  });

  it('is cut between words where it has no lines, and never within a letter', () => {
    for (const words of [
      'word '.repeat(4_000),
      '字'.repeat(4_000),
      '😀'.repeat(2_001),
      `a${'😀'.repeat(2_001)}`,
    ]) {
      const parts = partsOfText(text([words]), BYTES);
      expect(parts.map(wordsOf).join('')).toBe(words);
      // Half a letter is told by a throw.
      expect(() => parts.map((part) => encodeURIComponent(wordsOf(part)))).not.toThrow();
      expect(Math.max(...parts.map(sizeOf))).toBeLessThan(BYTES);
      if (words.startsWith('word')) expect(parts.every((part) => wordsOf(part).endsWith('word '))).toBe(true);
    }
  });

  it('is cut where it was wrapped, and what was typed goes with what is shown', () => {
    const typed = `${'some words that are wrapped   '.repeat(400)}\n\nend`;
    const shown = `${'some words\nthat are wrapped\n'.repeat(400)}\n\nend`.replace('\n\n\n', '\n\n');
    const parts = partsOfText(text([], { text: shown, originalText: typed }), BYTES);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.text).join('\n')).toBe(shown);
    const [without, all] = [parts.map(wordsOf).join(' '), typed].map((all) => all.replace(/\s+/g, ' '));
    expect(without).toBe(all);
    for (const part of parts) {
      const words = (all: unknown) => (all as string).split(/\s+/);
      expect(words(part.text)).toEqual(words(part.originalText));
    }
  });

  it('lies where it lay, also where it is turned', () => {
    const whole = text(lines(300), { angle: Math.PI / 2 });
    const middle = (props: Props) => [Number(props.x) + 150, Number(props.y) + Number(props.height) / 2];
    const [cx, cy] = middle(whole);
    let above = -(300 * LINE) / 2;
    for (const part of partsOfText(whole, BYTES)) {
      const half = Number(part.height) / 2;
      const [x, y] = middle(part);
      expect(x).toBeCloseTo((cx ?? 0) - (above + half));
      expect(y).toBeCloseTo(cy ?? 0);
      above += 2 * half;
    }
  });

  it('that is a label goes on below its shape', () => {
    const shape = { type: 'rectangle', x: 5, y: 100, width: 320, height: 8_000 };
    const label = text(lines(300), { containerId: 'box', boundElements: [{ id: 'a', type: 'arrow' }] });
    const [first, ...more] = partsOfText(label, BYTES, () => shape);
    expect(first).toMatchObject({ containerId: 'box', y: 20 });
    let bottom = 8_110;
    for (const part of more) {
      expect(part).toMatchObject({ containerId: null, boundElements: null, x: 5, y: bottom });
      bottom += part.height as number;
    }
  });
});

describe('on the canvas', () => {
  let world: World;
  let sync: SceneSync;
  const look = () => sync.collect(world.elements, world.state);
  const all = () => [...world.objects.values()];
  const typed = () =>
    all()
      .sort((one, other) => Number(one.y) - Number(other.y))
      .map(wordsOf)
      .join('\n');
  const write = (count: number, begin = '') => {
    mutate(world.elements[0] as never, text([begin, ...lines(count)]) as Record<string, unknown>);
    look();
  };

  beforeEach(() => {
    world = new World();
    world.objectBytes = BYTES;
    sync = world.open();
    const written = element('t', text(['a']) as never);
    world.elements = [written];
    world.state = { ...idle, editingTextElement: written };
    look();
  });

  it('a long text is one while it is written, and several after that', () => {
    write(200);
    expect(world.objects.size).toBeGreaterThan(2);
    expect(typed()).toBe(['', ...lines(200)].join('\n'));
    expect(world.elements).toHaveLength(1);
    write(300, 'written at the beginning');
    const ids = [...world.objects.keys()];
    expect(typed()).toBe(['written at the beginning', ...lines(300)].join('\n'));
    expect(world.rejected).toEqual([]);
    world.state = idle;
    look();
    world.frame();
    expect(world.elements.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(new Set(all().map(({ groupIds }) => JSON.stringify(groupIds)))).toEqual(new Set(['["t-parts"]']));
    const edits = world.edits.length;
    look();
    world.frame();
    expect(world.edits).toHaveLength(edits);
  });

  it('one that is short again is one object, and of what was never drawn nothing is left', () => {
    write(300);
    write(3);
    expect([...world.objects.keys()]).toEqual(['t']);
    expect(all()[0]).toMatchObject({ groupIds: [], originalText: ['', ...lines(3)].join('\n') });
    write(300);
    expect(typed()).toBe(['', ...lines(300)].join('\n'));
  });

  it('what others delete of it while it is written is back', () => {
    write(300);
    world.remote({ 't-2': undefined });
    write(300, 'b');
    expect(typed()).toBe(['b', ...lines(300)].join('\n'));
  });

  it('one that is pasted becomes several at once', () => {
    world.state = idle;
    look();
    world.elements = [...world.elements, element('p', text(lines(300)) as never)];
    look();
    world.frame();
    expect(world.elements.length).toBeGreaterThan(4);
    expect(all().slice(1).map(wordsOf).join('\n')).toBe(lines(300).join('\n'));
  });

  describe('a label', () => {
    const shape = (more: Props = {}) =>
      element('box', { x: 5, y: 100, width: 320, height: 500, ...more } as never);
    const label = (more: Props = {}) =>
      element('l', text(lines(300), { containerId: 'box', groupIds: ['g'], ...more }) as never);
    const rest = () => [...world.objects].flatMap(([id, props]) => (id.startsWith('l-') ? [props] : []));
    const bottoms = () => rest().map(({ y, height }) => Number(y) + Number(height));

    beforeEach(() => {
      world.state = idle;
      world.elements = [];
      look();
    });

    it('that comes with its shape is in no other group, and goes on below the shape', () => {
      world.elements = [label(), shape()];
      look();
      expect(world.objects.get('l')).toMatchObject({ containerId: 'box', groupIds: ['g'] });
      expect(rest().map(({ y }) => y)).toEqual([610, ...bottoms().slice(0, -1)]);
    });

    it('goes on below the shape as it is when it grows with what is written', () => {
      const [box, written] = [shape(), label()];
      world.elements = [box, written];
      world.state = { ...idle, editingTextElement: written };
      look();
      mutate(box, { height: 900 });
      mutate(written, text([...lines(300), 'and more']) as never);
      mutate(written, { containerId: 'box', groupIds: ['g'] });
      look();
      expect(rest().map(({ y }) => y)).toEqual([1_010, ...bottoms().slice(0, -1)]);
    });
  });
});
