import { describe, expect, it } from 'vitest';
import { grownBox, mayBeCut } from '../src/board/mending/textBox.ts';

describe('the box of a text', () => {
  const text = { text: 'hello', fontSize: 20, lineHeight: 1.25, width: 50, height: 25 };

  it('is measured again where it may be too small: for more words, larger letters, more lines', () => {
    expect(mayBeCut(text)).toBe(false);
    expect(mayBeCut({ ...text, text: 'hello, and more' })).toBe(true);
    expect(mayBeCut({ ...text, fontSize: 36 })).toBe(true);
    expect(mayBeCut({ ...text, text: 'a\nb' })).toBe(true);
    expect(mayBeCut({ ...text, text: '漢字漢字' })).toBe(true);
    expect(mayBeCut({ ...text, text: '漢字' })).toBe(false);
  });

  it('grows as the text is aligned, and never shrinks', () => {
    const box = { x: 100, y: 100, width: 50, height: 25 };
    const grown = (textAlign: string, verticalAlign: string) =>
      grownBox({ ...box, textAlign, verticalAlign }, { width: 90, height: 50 });
    expect(grown('left', 'top')).toEqual({ x: 100, y: 100, width: 90, height: 50 });
    expect(grown('center', 'middle')).toEqual({ x: 80, y: 87.5, width: 90, height: 50 });
    expect(grown('right', 'bottom')).toEqual({ x: 60, y: 75, width: 90, height: 50 });
    const small = { width: 10, height: 10 };
    expect(grownBox({ ...box, textAlign: 'center', verticalAlign: 'middle' }, small)).toEqual(box);
  });
});
