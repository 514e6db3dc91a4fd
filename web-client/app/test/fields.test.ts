import type { Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf, nameOf } from '../src/object/model/fields.ts';
import { read, shown } from '../src/object/model/values.ts';

const kinds = (props: Props) => fieldsOf(props).map(({ name, kind, group }) => `${group} ${name} ${kind}`);
const field = (props: Props, name: string) => fieldsOf(props).find((it) => it.name === name) as Field;

describe('the fields of an object', () => {
  it('follow the types of any values, and are in an order', () => {
    expect(
      kinds({
        type: 'task',
        title: 'Garden',
        done: false,
        hours: 3,
        dueDate: null,
        tags: ['a'],
        description: '',
        notes: 'a\nb',
        labelColor: '#ff0000',
        index: 'a1',
      }),
    ).toEqual([
      'content title line',
      'content description text',
      'content done boolean',
      'content dueDate json',
      'content hours number',
      'content labelColor color',
      'content notes text',
      'content tags json',
      'advanced index line',
    ]);
    expect(field({ dueDate: '' }, 'dueDate').label).toBe('Due date');
    expect(nameOf({ type: 'sticky_note' })).toBe('Sticky note');
    expect(nameOf({})).toBe('Object');
  });

  it('of a shape are what a person knows of it; the rest is advanced', () => {
    const shape = {
      type: 'rectangle',
      x: 1,
      y: 2,
      width: 3,
      height: 4,
      strokeColor: '#000000',
      fillStyle: 'solid',
      roughness: 1,
      opacity: 100,
      locked: false,
      link: null,
      seed: 5,
      boundElements: null,
      groupIds: [],
    };
    expect(kinds(shape)).toEqual([
      'content link line',
      'look strokeColor color',
      'look fillStyle choice',
      'look roughness choice',
      'look opacity number',
      'place x number',
      'place y number',
      'place width number',
      'place height number',
      'place locked boolean',
      'advanced boundElements json',
      'advanced groupIds json',
      'advanced seed number',
    ]);
    expect(kinds({ ...shape, points: [[0, 0]] }).join()).not.toContain('width');
  });

  it('of a text are its words as they were typed, without what is measured', () => {
    const text = { type: 'text', text: 'a\nb', originalText: 'a b', width: 1, height: 2, x: 0 };
    expect(kinds(text)).toEqual(['content originalText text', 'place x number']);
    expect(kinds({ ...text, containerId: 'shape', verticalAlign: 'top' })).toEqual([
      'content originalText text',
      'look verticalAlign choice',
      'advanced containerId line',
    ]);
    expect(kinds({ ...text, verticalAlign: 'top', fillStyle: 'solid', strokeColor: '#000000' })).toEqual([
      'content originalText text',
      'look strokeColor color',
      'place x number',
      'advanced fillStyle choice',
      'advanced verticalAlign choice',
    ]);
  });

  it('take other values for known names as they are', () => {
    expect(kinds({ opacity: 'full', fillStyle: 'dots', locked: 1, link: 7 })).toEqual([
      'content link number',
      'content fillStyle line',
      'content opacity line',
      'content locked number',
    ]);
  });
});

describe('a value', () => {
  it('is shown and read again', () => {
    const props = { n: 1.5, t: 'x', j: { a: [1] }, link: null };
    for (const [name, value] of Object.entries(props)) {
      const its = field(props, name);
      expect(read(its, shown(its, value), value)).toEqual({ ok: true, value });
    }
  });

  it('that cannot be read is told', () => {
    const opacity = field({ opacity: 50 }, 'opacity');
    for (const text of ['', ' ', 'x', '1e999', '-1', '101']) {
      expect(read(opacity, text, 50)).toMatchObject({ ok: false, why: expect.stringMatching(/\.$/) });
    }
    expect(read(opacity, '7', 50)).toEqual({ ok: true, value: 7 });
    expect(read(field({ j: [] }, 'j'), '[', [])).toMatchObject({ ok: false });
  });
});
