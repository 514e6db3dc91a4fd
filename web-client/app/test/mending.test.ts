import { equal, type Json, type Props } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { isHarmless } from '../src/board/mending/links.ts';
import { Mending } from '../src/board/mending/Mending.ts';
import { mendProps } from '../src/board/mending/mendProps.ts';
import { orderKeyOf, UNREADABLE_KEY } from '../src/board/mending/orderKey.ts';

const box: Props = { type: 'rectangle', x: 1, y: 2, width: 30, height: 40, index: 'a0' };
const stroke: Props = {
  ...{ ...box, type: 'freedraw', pressures: [], simulatePressure: true },
  points: [
    [0, 0],
    [9, 9],
  ],
};
const words: Props = { ...box, type: 'text', text: 'w', originalText: 'w', fontSize: 20, fontFamily: 5 };

describe('an order key', () => {
  it.each([
    ['a0', 'a0'],
    ['Zz', 'Zz'],
    ['b0dV', 'b0dV'],
    ['a10', 'a1'],
    ['a0V000', 'a0V'],
    ['a09', 'a09'],
  ])('that can be read is the same, without zeros at its end: %s', (index, key) => {
    expect(orderKeyOf(index)).toBe(key);
  });

  it.each([
    ['1', '', 'a', 'b0', 'a0!', 'ä0', 'A00000000000000000000000000', `a0${'V'.repeat(300)}`],
    [7, null, true, undefined, [], {}],
  ])('that cannot be read has one place', (...indices) => {
    for (const index of indices) expect(orderKeyOf(index as Json)).toBe(UNREADABLE_KEY);
  });
});

describe('a place', () => {
  it('is that of the upper left corner, also of what some program has made backwards', () => {
    const backwards = { ...box, x: '100', width: -30, height: '-40' };
    expect(mendProps(backwards).props).toEqual({ ...box, x: 70, y: -38, width: 30, height: 40 });
    const line = { ...stroke, x: 5, width: -9, height: -9 };
    expect(mendProps(line).props).toEqual({ ...stroke, x: 5, width: 9, height: 9 });
  });
});

describe('a corner', () => {
  it.each([
    [
      { type: 3, value: 1e308 },
      { type: 3, value: 1_000_000 },
    ],
    [
      { type: 3, value: -5 },
      { type: 3, value: 0 },
    ],
    [
      { type: 3, value: '32' },
      { type: 3, value: 32 },
    ],
    [{ type: 3, value: 'round' }, null],
    [{ type: 4 }, null],
  ])('is as round as can be drawn: %j', (roundness, drawn) => {
    expect(mendProps({ ...box, roundness }).props?.roundness).toEqual(drawn);
  });

  it.each([{ type: 1 }, { type: 2 }, { type: 3, value: 32 }, null])(
    'that is sound stays: %j',
    (roundness) => {
      const props = { ...box, roundness };
      expect(mendProps(props).props).toBe(props);
    },
  );
});

describe('a link', () => {
  it.each([
    'https://a.example/b',
    'HTTP://a.example',
    'mailto:a@b.example',
    '/p/1?element=2',
    'a.example',
    '#x',
    '',
  ])('that leads to a page or a letter is kept: %s', (link) => {
    expect(isHarmless(link)).toBe(true);
    const props = { ...box, link };
    expect(mendProps(props).props).toBe(props);
  });

  it.each([
    ...['javascript:alert(1)', ' JavaScript:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)'],
    ...['data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a.example/1', 'ms-msdt:/id'],
    ...['https://', 'filesystem:http://a.example/x', 'about:blank', 'view-source:https://a.example'],
  ])('that leads anywhere else is none: %j', (link) => {
    expect(isHarmless(link)).toBe(false);
    expect(mendProps({ ...box, link }).props).toEqual({ ...box, link: null });
  });

  it('and a page that stands in an object is one that is only named', () => {
    const page = { ...box, type: 'iframe', customData: { generationData: { status: 'done', html: '<p>' } } };
    expect(mendProps(page).props).toEqual({ ...page, type: 'embeddable' });
  });
});

describe('an object by itself', () => {
  it('is the very same where nothing is odd', () => {
    for (const props of [box, stroke, words]) expect(mendProps(props).props).toBe(props);
  });

  it.each<[string, Props, string]>([
    ['of no type', { ...box, type: 'selection' }, 'type'],
    ['of no type at all', { x: 1 }, 'type'],
    ['of an inherited name', { ...box, type: 'constructor' }, 'type'],
    ['somewhere', { ...box, x: 'left' }, 'place'],
    ['at infinity', { ...box, y: Number.POSITIVE_INFINITY }, 'place'],
    ['at a list', { ...box, y: [1] }, 'place'],
    ['millions away', { ...box, x: 5_000_000 }, 'far'],
    ['of a size that is none', { ...box, width: {} }, 'size'],
    ['larger than can be drawn', { ...box, width: 4_000_000 }, 'large'],
    ['without a size', { type: 'ellipse', x: 1, y: 1 }, 'empty'],
    ['without words', { ...words, text: '', originalText: '' }, 'empty'],
    ['without points or size', { type: 'arrow', x: 1, y: 1 }, 'points'],
    ['with points that are none', { ...stroke, points: 'M0 0' }, 'points'],
  ])('is left out %s', (_, props, flaw) => {
    expect(mendProps(props)).toEqual({ props: undefined, flaw });
  });

  it('is shown without the points that are none, and told', () => {
    const points: Json = [[0, 0], null, [9, 9], [1], ['1', 2], [1e9, 0]];
    const pressures = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    expect(mendProps({ ...stroke, points, pressures, simulatePressure: false })).toMatchObject({
      flaw: 'points',
      props: {
        points: [
          [0, 0],
          [9, 9],
        ],
        pressures: [0.1, 0.3],
      },
    });
    const line = mendProps({ ...box, type: 'line', points });
    expect(line).toMatchObject({ flaw: 'points', props: { points: [{}, {}] } });
  });

  it('has points of its size where it has none', () => {
    expect(mendProps({ ...box, type: 'arrow' })).toEqual({
      flaw: undefined,
      props: {
        ...{ ...box, type: 'arrow' },
        points: [
          [0, 0],
          [30, 40],
        ],
      },
    });
  });

  it('is a dot where a stroke has one point, and as large as its points where it has no size', () => {
    expect(mendProps({ ...stroke, points: [[3, 3]] }).props?.points).toHaveLength(2);
    const { width: _w, height: _h, ...bare } = stroke;
    expect(mendProps(bare)).toMatchObject({ flaw: undefined, props: { width: 9, height: 9 } });
    expect(mendProps({ ...stroke, width: 'wide' }).flaw).toBeUndefined();
  });

  it.each<[Props, Props]>([
    [{ x: '12.5' }, { x: 12.5 }],
    [
      { opacity: 900, roughness: -1 },
      { opacity: 100, roughness: 0 },
    ],
    [{ angle: 1_000 }, { angle: 1_000 % (2 * Math.PI) }],
    [{ groupIds: ['g', 7, 'g', 'h'] }, { groupIds: ['g', 'h'] }],
    [
      { frameId: 7, link: {}, boundElements: 'all' },
      { frameId: null, link: null, boundElements: null },
    ],
    [{ roundness: { type: 9 } }, { roundness: null }],
    [
      { backgroundColor: '#ffc9c9', width: 90_000, fillStyle: 'hachure', strokeWidth: 0.2 },
      { fillStyle: 'solid' },
    ],
  ])('has sound values: %j', (set, sound) => {
    expect(mendProps({ ...box, ...set })).toMatchObject({ flaw: undefined, props: sound });
  });

  it.each([
    ['strokeColor', 7],
    ['strokeColor', 'url(https://elsewhere.test/x)'],
    ['backgroundColor', null],
    ['fillStyle', 'dots'],
    ['strokeStyle', {}],
    ['strokeWidth', 'thick'],
    ['seed', 'x'],
    ['groupIds', 'g'],
    ['locked', 1],
    ['customData', [1]],
  ])('has Excalidraw’s own value for %s in place of %j', (name, value) => {
    expect(mendProps({ ...box, [name]: value }).props).toEqual(box);
  });

  it.each(['#abc', '#ABCD', '#1971c2', '#1971c2ff', 'transparent', 'rgb(1, 2, 3)', 'hsla(1deg 2% 3% / 0.5)'])(
    'keeps the colour %s',
    (strokeColor) => {
      const props = { ...box, strokeColor };
      expect(mendProps(props).props).toBe(props);
    },
  );

  it('has words, a font and a box for them', () => {
    const text = { type: 'text', x: 0, y: 0, index: 'a0', text: 4711, fontFamily: 99, fontSize: 'big' };
    const { props } = mendProps(text);
    expect(props).toMatchObject({ text: '4711', fontFamily: 5, fontSize: 20, height: 25, lineHeight: 1.25 });
    expect(props?.width).toBeGreaterThan(30);
    expect(mendProps({ ...words, text: '' }).props?.text).toBe('w');
  });

  it('has a binding with its numbers, or none', () => {
    const arrow = { ...box, type: 'arrow', points: stroke.points as Json };
    const bound = (startBinding: Json) => mendProps({ ...arrow, startBinding }).props?.startBinding;
    expect(bound({ elementId: 'b', focus: 'x', gap: 1 })).toBeNull();
    expect(bound({ elementId: 7 })).toBeNull();
    expect(bound({ elementId: 'b' })).toEqual({ elementId: 'b', focus: 0, gap: 0 });
    expect(bound({ elementId: 'b', focus: 1, gap: 1, fixedPoint: [1] })).toEqual({
      ...{ elementId: 'b', focus: 1, gap: 1 },
    });
  });

  it('is no elbow arrow where it goes across', () => {
    expect(mendProps({ ...box, type: 'arrow', elbowed: true }).props?.elbowed).toBe(false);
  });

  it('has no fixed parts that it does not have', () => {
    const elbow = {
      ...{ ...box, type: 'arrow', elbowed: true },
      points: [
        [0, 0],
        [9, 0],
      ],
    };
    const segment = { index: 1, start: [0, 0], end: [9, 0] };
    expect(mendProps({ ...elbow, fixedSegments: [segment] }).props?.fixedSegments).toEqual([segment]);
    expect(
      mendProps({ ...elbow, fixedSegments: [{ ...segment, index: 7 }] }).props?.fixedSegments,
    ).toBeNull();
  });

  it('is filled by its colour where hatching it would take minutes, lines included', () => {
    const hatched = { backgroundColor: '#ffc9c9', fillStyle: 'hachure', strokeWidth: 1 };
    const far = [
      [0, 0],
      [90_000, 0],
      [0, 90_000],
    ];
    expect(mendProps({ ...box, ...hatched, type: 'line', points: far }).props?.fillStyle).toBe('solid');
    expect(mendProps({ ...stroke, ...hatched }).props?.fillStyle).toBe('hachure');
  });

  it('is no part of an image that is not there', () => {
    const crop = { x: 0, y: 0, width: 0, height: 5, naturalWidth: 9, naturalHeight: 9 };
    const image = { ...box, type: 'image', fileId: 'f', crop, scale: [0, 1] };
    expect(mendProps(image).props).toEqual({ ...box, type: 'image', fileId: 'f', crop: null });
    for (const fileId of [3, null, '', {}])
      expect(mendProps({ ...image, fileId })).toEqual({ props: undefined, flaw: 'empty' });
  });
});

describe('objects together', () => {
  const label: Props = { ...words, containerId: 'box' };
  const arrowTo = (shape: string): Props => ({
    ...{ ...box, type: 'arrow', points: stroke.points as Json },
    startBinding: { elementId: shape, focus: 0, gap: 1 },
  });
  const lists = (...ids: string[]): Json => ids.map((id) => ({ id, type: 'text' }));
  const bound = (id: string, type = 'text') => ({ id, type });

  function shown(objects: Record<string, Props>): Record<string, Props | undefined> {
    const mending = new Mending();
    const map = new Map(Object.entries(objects));
    mending.update(map, map.keys());
    return Object.fromEntries([...map.keys()].map((id) => [id, mending.shown(id)]));
  }

  it('are the very same where they agree', () => {
    const objects = {
      box: { ...box, boundElements: [bound('label'), bound('arrow', 'arrow')], frameId: 'frame' },
      label: { ...label, x: 6, y: 7, frameId: 'frame' },
      arrow: arrowTo('box'),
      frame: { ...box, type: 'frame', name: null },
    };
    const all = shown(objects);
    for (const [id, props] of Object.entries(objects)) expect(all[id]).toBe(props);
  });

  it('know a label that one of them knows of', () => {
    expect(shown({ box, label }).box?.boundElements).toEqual([bound('label')]);
    const other = shown({ box: { ...box, boundElements: lists('free') }, free: words });
    expect(other.free?.containerId).toBe('box');
  });

  it('know an arrow that it alone knows of, and none that is not bound', () => {
    const all = shown({
      box: {
        ...box,
        boundElements: [bound('stray', 'arrow'), bound('gone', 'arrow'), null as Json, 7] as Json,
      },
      arrow: arrowTo('box'),
      stray: { ...arrowTo('box'), startBinding: null },
    });
    expect(all.box?.boundElements).toEqual([bound('arrow', 'arrow')]);
  });

  it('refer to nothing that is not there, or is no such thing', () => {
    const all = shown({
      text: { ...label, containerId: 'gone', frameId: 'gone' },
      inText: { ...label, containerId: 'text' },
      arrow: { ...arrowTo('gone'), endBinding: { elementId: 'arrow', focus: 0, gap: 0 } },
      line: { ...arrowTo('box'), type: 'line' },
      box: { ...box, frameId: 'box', boundElements: lists('gone', 'text2', 'text2') },
      text2: { ...words, containerId: null },
      odd: { ...box, x: 'left', boundElements: lists('text') },
    });
    expect(all.text).toMatchObject({ containerId: null, frameId: null });
    expect(all.inText).toMatchObject({ containerId: null });
    expect(all.arrow).toMatchObject({ startBinding: null, endBinding: null });
    expect(all.line).toMatchObject({ startBinding: null });
    expect(all.box).toMatchObject({ frameId: null, boundElements: [bound('text2')] });
  });

  it('have one label each: the listed one, or that with the lowest id', () => {
    const two = { b: label, a: label };
    expect(shown({ ...two, box }).box?.boundElements).toEqual([bound('a')]);
    const all = shown({ ...two, box: { ...box, boundElements: lists('gone', 'b', 'a') } });
    expect(all.box?.boundElements).toEqual([bound('b')]);
    expect(all.a?.containerId).toBeNull();
    expect(all.b?.containerId).toBe('box');
  });

  it('have a label in the frame of its shape, and no frame in a frame', () => {
    const all = shown({
      frame: { ...box, type: 'frame' },
      inner: { ...box, type: 'frame', frameId: 'frame' },
      ...{ box: { ...box, frameId: 'frame' }, label },
    });
    expect(all.label?.frameId).toBe('frame');
    expect(all.inner?.frameId).toBeNull();
  });

  it('bind no arrow to a text that is a label', () => {
    const all = shown({ box, label, arrow: arrowTo('label'), free: words, other: arrowTo('free') });
    expect(all.arrow?.startBinding).toBeNull();
    expect(all.free?.boundElements).toEqual([bound('other', 'arrow')]);
  });

  describe('of which one has moved', () => {
    const at = (x: number, more: Props = {}): Props => ({ ...box, x, y: 0, width: 100, height: 60, ...more });
    const line = (from: number, to: number, more: Props = {}): Props => ({
      ...{ ...box, type: 'arrow', x: from, y: 30, width: to - from, height: 0 },
      points: [
        [0, 0],
        [to - from, 0],
      ],
      startBinding: { elementId: 'a', focus: 0, gap: 5 },
      endBinding: { elementId: 'b', focus: 0, gap: 5 },
      ...more,
    });
    const list = [{ id: 'arrow', type: 'arrow' }];
    const ends = (props: Props | undefined) => {
      const points = props?.points as [number, number][];
      return [points[0], points.at(-1)].map((point) => [
        Math.round(Number(props?.x) + (point?.[0] ?? 0)),
        Math.round(Number(props?.y) + (point?.[1] ?? 0)),
      ]);
    };

    it('have an arrow that ends where they are', () => {
      const [a, b] = [at(0, { boundElements: list }), at(300, { boundElements: list })];
      const right = shown({ a, b, arrow: line(105, 295) });
      expect(right.arrow?.points).toEqual(line(105, 295).points);
      const moved = shown({ a, b: { ...b, x: 600 }, arrow: line(105, 295) });
      expect(ends(moved.arrow)).toEqual([
        [105, 30],
        [595, 30],
      ]);
      const both = shown({ a: { ...a, y: 400 }, b: { ...b, y: 400 }, arrow: line(105, 295) });
      expect(ends(both.arrow)).toEqual([
        [105, 430],
        [295, 430],
      ]);
      expect(both.arrow).toMatchObject({ width: 190, height: 0 });
    });

    it.each([
      ['ellipse', 645],
      ['diamond', 645],
    ])('have it end at the outline of a %s', (type, edge) => {
      const b = at(650, { type, boundElements: list });
      const [, end] = ends(shown({ a: at(0), b, arrow: line(105, 295) }).arrow);
      expect(end?.[0]).toBeCloseTo(edge, 0);
    });

    it('keep points in between, and elbow arrows', () => {
      const points = [
        [0, 0],
        [50, 200],
        [190, 0],
      ];
      const b = at(600, { boundElements: list });
      const bent = shown({ a: at(0), b, arrow: line(105, 295, { points }) }).arrow?.points as Json[];
      expect(bent[1]).toEqual([50, 200]);
      expect(bent[2]).not.toEqual([190, 0]);
      const elbow = line(105, 295, { elbowed: true });
      expect(shown({ a: at(0), b, arrow: elbow }).arrow?.points).toEqual(elbow.points);
    });

    it('have their label where they are, turned as they are', () => {
      const style = { width: 40, height: 20, textAlign: 'center', verticalAlign: 'middle', containerId: 'a' };
      const stale = { ...words, ...style };
      expect(shown({ a: at(0), label: stale }).label).toMatchObject({ x: 30, y: 20 });
      expect(shown({ a: at(0, { angle: 1 }), label: stale }).label?.angle).toBe(1);
      const top = { ...stale, textAlign: 'left', verticalAlign: 'top' };
      expect(shown({ a: at(0, { type: 'diamond' }), label: top }).label).toMatchObject({ x: 30, y: 20 });
      const low = { ...stale, textAlign: 'right', verticalAlign: 'bottom' };
      expect(shown({ a: at(0), label: low }).label).toMatchObject({ x: 55, y: 35 });
    });

    it('move their label and arrows in the picture though nobody changed these', () => {
      const style = { width: 40, height: 20, textAlign: 'center', verticalAlign: 'middle' };
      const label = { ...words, ...style, containerId: 'b', x: 330, y: 20 };
      const objects = new Map<string, Props>([
        ...Object.entries({ a: at(0), b: at(300), arrow: line(105, 295), label }),
      ]);
      const mending = new Mending();
      mending.update(objects, objects.keys());
      expect(mending.shown('label')).toMatchObject({ x: 330, y: 20 });
      objects.set('b', at(700));
      expect([...mending.update(objects, ['b'])].sort()).toEqual(['arrow', 'label']);
      expect(mending.shown('label')).toMatchObject({ x: 730, y: 20 });
      expect(ends(mending.shown('arrow'))[1]).toEqual([695, 30]);
    });
  });

  it.each([...Array(150).keys()])('look the same however they came, and nothing is missed: %i', (seed) => {
    const random = generator(seed);
    const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const made = (): Props | undefined => {
      const entries = ids.filter(() => random() < 0.3).map((id) => ({ id, type: pick(['text', 'arrow']) }));
      const common = { boundElements: entries, frameId: pick([null, ...ids]) };
      const binding = () => pick<Json>([null, { elementId: pick(ids), focus: 0, gap: 1 }]);
      return pick<() => Props | undefined>([
        () => undefined,
        () => ({ ...box, ...common }),
        () => ({ ...box, ...common, x: 'left' }),
        () => ({ ...box, ...common, type: 'frame' }),
        () => ({ ...words, ...common, containerId: pick([null, ...ids]) }),
        () => ({ ...arrowTo('a'), ...common, startBinding: binding(), endBinding: binding() }),
      ])();
    };
    const objects = new Map<string, Props>();
    const [grown, seen] = [new Mending(), new Map<string, Props | undefined>()];
    for (let step = 0; step < 25; step++) {
      const changed = ids.filter(() => random() < 0.4);
      for (const id of changed) {
        const props = made();
        if (props === undefined) objects.delete(id);
        else objects.set(id, props);
      }
      for (const id of [...changed, ...grown.update(objects, changed)]) seen.set(id, grown.shown(id));
      const fresh = new Mending();
      fresh.update(objects, [...objects.keys()].reverse());
      for (const id of ids) {
        expect(equal(seen.get(id), fresh.shown(id)), `${id} in step ${step}`).toBe(true);
        agrees(id, fresh);
      }
    }
  });

  /** Each reference is known to both sides. */
  function agrees(id: string, mending: Mending): void {
    const props = mending.shown(id);
    if (props === undefined) return;
    const list = (of: string) =>
      ((mending.shown(of)?.boundElements ?? []) as readonly { readonly id: string }[]).map(
        (entry) => entry.id,
      );
    if (typeof props.containerId === 'string') expect(list(props.containerId)).toContain(id);
    for (const end of [props.startBinding, props.endBinding]) {
      const shape = (end as { readonly elementId?: string } | null | undefined)?.elementId;
      if (shape !== undefined) expect(list(shape)).toContain(id);
    }
    expect(new Set(list(id)).size).toBe(list(id).length);
    for (const other of list(id)) {
      const { containerId, startBinding, endBinding } = mending.shown(other) ?? {};
      const ends = [startBinding, endBinding].map((end) => (end as { elementId?: string } | null)?.elementId);
      expect([containerId, ...ends]).toContain(id);
    }
  }
});

/** Numbers in [0, 1) that follow from a seed. */
function generator(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
