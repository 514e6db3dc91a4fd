import type { Props } from '@easel/sdk';

/** The bytes of all properties of a text beside its words, at most. */
const OTHER_BYTES = 4 << 10;
/** The bytes of a letter (of UTF-16) in JSON, at most. */
const LETTER_BYTES = 6;
/** The least room for words, however little a server takes. */
const LEAST_BYTES = 1 << 10;
/** Of the room for words, what a part is given: more can be written into it before it goes on in one more. */
const FILLED = 0.75;
/** Between a shape and what of its label has no place in it, in scene pixels. */
const GAP = 10;

/** A line as it is shown, and where it is among the words as they were typed. */
interface Line {
  readonly shown: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A text as the objects that it is stored as: as many of its lines in each as there is room for, one below the other. A
 * label goes on below its shape, as a shape has one label only. One that fits is itself.
 *
 * @param shapeOf finds the shape whose label it is
 */
export function partsOfText(
  props: Props,
  objectBytes: number,
  shapeOf?: () => Props | undefined,
): readonly Props[] {
  const room = Math.max(LEAST_BYTES, objectBytes - OTHER_BYTES);
  const { text } = props;
  if (typeof text !== 'string') return [props];
  const typed = typeof props.originalText === 'string' ? props.originalText : text;
  if ((text.length + typed.length) * LETTER_BYTES <= room || bytesOf(text) + bytesOf(typed) <= room) {
    return [props];
  }
  const lines = linesOf(text, typed) ?? (linesOf(typed, typed) as readonly Line[]);
  const shape = shapeOf?.();
  const lineHeight = Number(props.fontSize) * Number(props.lineHeight);
  let count = 0;
  return packed(lines, typed, room * FILLED).map((part, at) => {
    const words = {
      text: part.map(({ shown }) => shown).join('\n'),
      originalText: typed.slice(part[0]?.from, part.at(-1)?.to),
    };
    const height = part.length * lineHeight;
    const above = count * lineHeight;
    if (at > 0 || shape === undefined) count += part.length;
    const place = shape && at > 0 ? below(shape, above, height) : within(props, above, height);
    // Arrows are bound to the first part alone.
    return { ...props, ...words, ...place, ...(at > 0 && { containerId: null, boundElements: null }) };
  });
}

/** Each line, and its place in what was typed: where it was wrapped, spaces are gone. Undefined: it is not there. */
function linesOf(text: string, typed: string): readonly Line[] | undefined {
  const lines: Line[] = [];
  let at = 0;
  for (const shown of text.split('\n')) {
    while (!typed.startsWith(shown, at)) {
      if (at >= typed.length || !/\s/.test(typed.charAt(at))) return undefined;
      at++;
    }
    lines.push({ shown, from: at, to: at + shown.length });
    at += shown.length;
    let end = at;
    while (/[^\S\n]/.test(typed.charAt(end))) end++;
    if (typed.charAt(end) === '\n') at = end + 1;
  }
  return lines;
}

/** The lines by parts. One that has not enough room by itself is cut between words if possible. */
function packed(lines: readonly Line[], typed: string, room: number): readonly (readonly Line[])[] {
  const parts: Line[][] = [[]];
  const costOf = ({ shown, from, to }: Line) => bytesOf(shown) + bytesOf(typed.slice(from, to + 1));
  let left = room;
  for (const line of lines) {
    let rest = line;
    for (let cost = costOf(rest); ; cost = costOf(rest)) {
      if (cost > left && left < room) {
        parts.push([]);
        left = room;
      }
      if (cost <= room) {
        parts.at(-1)?.push(rest);
        left -= cost;
        break;
      }
      const [first, more] = cut(rest, room / 2);
      parts.at(-1)?.push(first);
      // After a piece of a line comes the next part.
      left = 0;
      rest = more;
    }
  }
  return parts;
}

/** A piece of a line, and the rest of it. */
function cut({ shown, from }: Line, bytes: number): readonly [Line, Line] {
  let end = Math.floor(bytes / LETTER_BYTES);
  for (let more = end; more >= 1; more >>= 1) {
    while (end + more < shown.length && bytesOf(shown.slice(0, end + more)) <= bytes) end += more;
  }
  const space = shown.lastIndexOf(' ', end - 1);
  if (space > end / 2) end = space + 1;
  else if (/[\uDC00-\uDFFF]/.test(shown.charAt(end))) end--;
  const line = (start: number, stop: number): Line => ({
    shown: shown.slice(start, stop),
    from: from + start,
    to: from + stop,
  });
  return [line(0, end), line(end, shown.length)];
}

/** Where lines of a text are, which may be turned around its middle. */
function within(text: Props, above: number, height: number): Props {
  const [x, y, angle] = [Number(text.x), Number(text.y), Number(text.angle ?? 0)];
  if (angle === 0) return { y: y + above, height };
  const down = above + height / 2 - Number(text.height) / 2;
  return {
    x: x - down * Math.sin(angle),
    y: y + Number(text.height) / 2 + down * Math.cos(angle) - height / 2,
    height,
  };
}

function below(shape: Props, above: number, height: number): Props {
  const y = Number(shape.y) + Math.max(0, Number(shape.height)) + GAP + above;
  return { x: Number(shape.x), y, height, angle: 0 };
}

/** In JSON. */
function bytesOf(words: string): number {
  return new TextEncoder().encode(JSON.stringify(words)).length;
}
