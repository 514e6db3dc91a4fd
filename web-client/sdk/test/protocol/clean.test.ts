import { describe, expect, it } from 'vitest';
import { cleanProps, cleanText } from '../../src/protocol/clean.ts';
import { checked } from '../../src/protocol/content.ts';

describe('properties from outside', () => {
  it('that a server takes stay the very same', () => {
    const props = { type: 'text', text: 'a 😀', points: [[0, 0]], link: null, customData: { a: [true] } };
    expect(cleanProps(props)).toBe(props);
    expect(cleanProps(props).points).toBe(props.points);
  });

  it('lose U+0000 and halves of surrogate pairs, in keys as well', () => {
    expect(cleanText('x\0y \ud83d!')).toBe('xy \ufffd!');
    expect(cleanProps({ text: 'x\0y', customData: { 'k\0': ['\udc00'] } })).toEqual({
      text: 'xy',
      customData: { k: ['\ufffd'] },
    });
  });

  it('lose numbers and values that JSON cannot hold', () => {
    const props = { angle: Number.NaN, link: undefined, points: [[0, Number.POSITIVE_INFINITY], undefined] };
    expect(cleanProps(props)).toEqual({ points: [[0, 0], null] });
    expect(cleanProps(JSON.parse('{"customData":{"__proto__":1,"a":2}}'))).toEqual({ customData: { a: 2 } });
  });

  it('are cut where they are nested too deep, so that the rest is taken', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 40; level++) deep = level % 2 ? [deep] : { deep };
    const props = cleanProps({ type: 'rectangle', customData: deep });
    expect(checked({ op: 'put', id: 'a', props })).toMatchObject({ op: 'put', id: 'a' });
    expect(JSON.stringify(props)).not.toContain('end');
  });

  it('are plain objects afterwards where they hold anything else', () => {
    const props = cleanProps({ customData: { when: new Date(0), of: () => 1, big: 5n } });
    expect(() => checked({ op: 'put', id: 'a', props })).not.toThrow();
  });
});
