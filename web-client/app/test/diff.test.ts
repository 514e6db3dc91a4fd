import type { Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { patchOf } from '../src/board/adapter/diff.ts';
import { isUnborn, propsOf } from '../src/board/adapter/element.ts';
import { mendProps } from '../src/board/mending/mendProps.ts';
import { element } from './scene.ts';

const stroke = (points: number[][], more: Props = {}): Props => ({
  type: 'freedraw',
  x: 1,
  y: 2,
  width: 3,
  height: 4,
  points,
  pressures: points.map(() => 0.5),
  ...more,
});

describe('an element as properties', () => {
  it('leaves out what is Excalidraw’s own, and what JSON cannot hold', () => {
    const props = propsOf(element('a', { link: undefined, angle: Number.NaN }));
    expect(Object.keys(props).sort()).toEqual(
      ['boundElements', 'groupIds', 'height', 'index', 'seed', 'type', 'width', 'x', 'y'].sort(),
    );
  });

  it('does not count before it has a size', () => {
    expect(isUnborn(element('a', { width: 0, height: 0 }))).toBe(true);
    expect(isUnborn(element('a', { width: 0 }))).toBe(false);
    expect(isUnborn(element('a', { points: [[0, 0]] }))).toBe(true);
    expect(isUnborn(element('a', { type: 'text', text: '', originalText: '' }))).toBe(true);
    expect(isUnborn(element('a', { type: 'text', text: 'x', originalText: 'x' }))).toBe(false);
  });
});

describe('the difference of two looks', () => {
  it.each(['rectangle', 'text', 'image', 'frame'])(
    'has the corner and the size of what was stored backwards: %s',
    (type) => {
      const stored: Props = { type, text: 'x', fileId: 'f', x: 300, y: 200, width: -90, height: 70 };
      const before = mendProps(stored).props as Props;
      expect(before).toMatchObject({ x: 210, y: 200, width: 90, height: 70 });
      const set = patchOf('a', before, { ...before, x: 220 }, stored)?.set;
      expect(set).toMatchObject({ x: 220, y: 200, width: 90, height: 70 });
      expect(patchOf('a', before, { ...before, opacity: 50 }, stored)?.set).toEqual({ opacity: 50 });
    },
  );

  it('has the points of a line that is stored with a first point beside its place', () => {
    const [points, width, height] = [[[10, 5], [40, 5]], 30, 0]; // biome-ignore format: pairs
    const stored: Props = { type: 'arrow', x: 100, y: 200, width, height, points };
    const before = mendProps(stored).props as Props;
    expect(before).toMatchObject({ x: 110, y: 205, points: [[0, 0], [30, 0]] }); // biome-ignore format: pairs
    const set = patchOf('a', before, { ...before, x: 120 }, stored)?.set;
    expect(set).toEqual({ x: 120, y: 205, width, height, points: [[0, 0], [30, 0]] }); // biome-ignore format: pairs
    const after = mendProps({ ...stored, ...set }).props as Props;
    expect(patchOf('a', after, { ...after, x: 130 }, { ...stored, ...set })?.set).toEqual({ x: 130 });
  });

  it('is nothing when nothing but the version changed', () => {
    const props = propsOf(element('a'));
    expect(patchOf('a', props, { ...props }, props)).toBeUndefined();
  });

  it('names only the properties that changed', () => {
    const before = propsOf(element('a', { link: 'x' }));
    const { link: _, ...rest } = before;
    expect(patchOf('a', before, { ...rest, x: 11 }, before)).toEqual({
      op: 'patch',
      id: 'a',
      set: { x: 11 },
      unset: ['link'],
    });
  });

  it('appends the points of a stroke that grew, with its size', () => {
    const before = stroke([
      [0, 0],
      [1, 1],
    ]);
    const after = stroke(
      [
        [0, 0],
        [1, 1],
        [5, 5],
      ],
      { width: 5, height: 5 },
    );
    expect(patchOf('a', before, after, before)).toEqual({
      op: 'patch',
      id: 'a',
      set: { x: 1, y: 2, width: 5, height: 5 },
      append: { points: { at: 2, values: [[5, 5]] }, pressures: { at: 2, values: [0.5] } },
    });
  });

  it('sends all points where the project has others, or where they did not only grow', () => {
    const before = stroke([
      [0, 0],
      [1, 1],
    ]);
    const after = stroke([
      [0, 0],
      [1, 1],
      [5, 5],
    ]);
    const bent = stroke([
      [0, 0],
      [2, 1],
      [5, 5],
    ]);
    expect(patchOf('a', before, after, stroke([[0, 0]]))?.set?.points).toEqual(after.points);
    expect(patchOf('a', before, bent, before)?.set?.points).toEqual(bent.points);
  });

  it('does not send a stroke’s points when it is moved', () => {
    const before = stroke([
      [0, 0],
      [1, 1],
    ]);
    expect(patchOf('a', before, { ...before, x: 9 }, before)).toEqual({
      op: 'patch',
      id: 'a',
      set: { x: 9 },
    });
  });

  it('sends what makes sense only together', () => {
    const arrow = {
      type: 'arrow',
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      points: [[0, 0]],
      startBinding: null,
      endBinding: null,
    };
    const bound = patchOf('a', arrow, { ...arrow, startBinding: { elementId: 'b' } }, arrow)?.set ?? {};
    expect(Object.keys(bound).sort()).toEqual([
      'endBinding',
      'height',
      'points',
      'startBinding',
      'width',
      'x',
      'y',
    ]);
    const image = { type: 'image', x: 0, y: 0, width: 9, height: 9, crop: null, angle: 0 };
    const cropped = patchOf('i', image, { ...image, width: 5 }, image)?.set ?? {};
    expect(Object.keys(cropped).sort()).toEqual(['crop', 'height', 'width', 'x', 'y']);
    const text = {
      type: 'text',
      text: 'a',
      originalText: 'a',
      width: 5,
      height: 25,
      x: 0,
      y: 0,
      fontSize: 20,
    };
    const typed = patchOf('t', text, { ...text, text: 'ab', originalText: 'ab', width: 9 }, text)?.set ?? {};
    expect(Object.keys(typed).sort()).toEqual([
      'fontSize',
      'height',
      'originalText',
      'text',
      'width',
      'x',
      'y',
    ]);
  });
});
