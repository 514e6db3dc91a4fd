/** Of the font's size: the least width of words for each of their letters, and of letters that fill a square. */
const LETTER = 0.3;
const SQUARE = 0.9;
/** The first of the letters that fill a square. */
const FIRST_SQUARE = 0x2e80;
const TOLERANCE = 1;

interface Words {
  readonly text: string;
  readonly fontSize: number;
  readonly lineHeight: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a text's box may be too small for it: what is beyond the box is not drawn. When one person writes and another
 * enlarges the letters, the words are those of the one and the box is that of the other. It is a guess that spares
 * measuring most texts.
 */
export function mayBeCut({ text, fontSize, lineHeight, width, height }: Words): boolean {
  const lines = text.split('\n');
  if (lines.length * fontSize * lineHeight > height + TOLERANCE) return true;
  return lines.some((line) => widthOf(line) * fontSize > width + TOLERANCE);
}

/** The box of a text that was measured again, where it has to be larger; it grows as the text is aligned. */
export function grownBox(
  text: Pick<Words, 'width' | 'height'> & { x: number; y: number; textAlign: string; verticalAlign: string },
  measured: { readonly width: number; readonly height: number },
) {
  const [more, below] = [
    Math.max(0, measured.width - text.width),
    Math.max(0, measured.height - text.height),
  ];
  return {
    x: text.x - more * before(text.textAlign),
    y: text.y - below * before(text.verticalAlign),
    width: text.width + more,
    height: text.height + below,
  };
}

function widthOf(line: string): number {
  let width = 0;
  for (const letter of line) width += (letter.codePointAt(0) ?? 0) >= FIRST_SQUARE ? SQUARE : LETTER;
  return width;
}

/** The part of what is added that comes before the beginning. */
function before(align: string): number {
  if (align === 'right' || align === 'bottom') return 1;
  return align === 'center' || align === 'middle' ? 0.5 : 0;
}
