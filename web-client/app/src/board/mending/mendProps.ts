import type { Json, Props } from '@easel/sdk';
import { link } from './links.ts';
import type { Flaw, Mended } from './mended.ts';
import { orderKeyOf } from './orderKey.ts';
import { extentOf, mendLine, mendPlace, mendStroke } from './points.ts';
import {
  angle,
  boxOf,
  colour,
  FARTHEST,
  flag,
  isPoint,
  isRecord,
  type Mend,
  numberOf,
  oneOf,
  pointOrNone,
  record,
  reference,
  strings,
  text,
  within,
} from './values.ts';

type Checks = { readonly [name: string]: Mend };

const ARROWHEADS = [
  ...['arrow', 'bar', 'dot', 'circle', 'circle_outline', 'triangle', 'triangle_outline', 'diamond'],
  ...['diamond_outline', 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many', null],
];
const FONTS = [1, 2, 3, 5, 6, 7, 8, 9];
const EXCALIFONT = 5;
const FONT_SIZE = 20;
const LINE_HEIGHT = 1.25;
/** Of a letter whose width is not known, as a part of its size. */
const LETTER_WIDTH = 0.6;
/** Lines that a shape is hatched with at most; with more, its colour fills it. */
const MOST_HATCHES = 20_000;

const COMMON: Checks = {
  angle,
  strokeColor: colour,
  backgroundColor: colour,
  fillStyle: oneOf(['hachure', 'cross-hatch', 'solid', 'zigzag']),
  strokeStyle: oneOf(['solid', 'dashed', 'dotted']),
  strokeWidth: within(0.1, 200),
  roughness: within(0, 10),
  opacity: within(0, 100),
  seed: within(-(2 ** 53), 2 ** 53),
  roundness,
  strokeSharpness: oneOf(['round', 'sharp']),
  groupIds: strings,
  frameId: reference,
  boundElements: (value) => (Array.isArray(value) ? value : null),
  boundElementIds: strings,
  link,
  locked: flag,
  customData: record,
};

const LINEAR: Checks = {
  startBinding: binding,
  endBinding: binding,
  startArrowhead: oneOf(ARROWHEADS),
  endArrowhead: oneOf(ARROWHEADS),
  lastCommittedPoint: pointOrNone,
  elbowed: flag,
  fixedSegments: (value) => (Array.isArray(value) && value.every(isSegment) ? value : null),
  startIsSpecial: oneOf([true, false, null]),
  endIsSpecial: oneOf([true, false, null]),
};

const TEXT: Checks = {
  text,
  originalText: text,
  font: (value) => (typeof value === 'string' ? value : undefined),
  fontSize: within(0.1, 10_000, FONT_SIZE),
  fontFamily: oneOf(FONTS, EXCALIFONT),
  lineHeight: within(0.1, 20, LINE_HEIGHT),
  textAlign: oneOf(['left', 'center', 'right']),
  verticalAlign: oneOf(['top', 'middle', 'bottom']),
  containerId: reference,
  autoResize: flag,
};

const IMAGE: Checks = {
  fileId: reference,
  status: oneOf(['pending', 'saved', 'error']),
  scale: (value) => (isPoint(value) && value[0] !== 0 && value[1] !== 0 ? value : undefined),
  crop,
};

/** A page that stands in the object itself: what others have put there is not shown. */
const PAGE: Checks = { type: () => 'embeddable' };
const NAMED: Checks = { name: reference };
const STROKE: Checks = { lastCommittedPoint: pointOrNone };

/** What Excalidraw draws, and what each of them has beyond what all have. */
const TYPES: { readonly [type: string]: Checks } = {
  ...{ rectangle: {}, ellipse: {}, diamond: {}, iframe: PAGE, embeddable: {} },
  ...{ line: LINEAR, draw: LINEAR, arrow: LINEAR, freedraw: STROKE },
  ...{ text: TEXT, image: IMAGE, frame: NAMED, magicframe: NAMED },
};

const radiusOf = within(0, FARTHEST);

const memory = new WeakMap<Props, Mended>();

/**
 * The object as Excalidraw can draw it, as far as the object itself tells. The same for the same props, everywhere; and
 * the props themselves where nothing in them is odd.
 */
export function mendProps(props: Props): Mended {
  const known = memory.get(props);
  if (known !== undefined) return known;
  const mended = mend(props);
  memory.set(props, mended);
  return mended;
}

/** Whether an object with this flaw is on the canvas nevertheless. */
export function isShownInPart(flaw: Flaw, props: Props | undefined): boolean {
  return flaw !== 'drawing' && props !== undefined && mendProps(props).props !== undefined;
}

function mend(stored: Props): Mended {
  const { type } = stored;
  const own = typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (own === undefined) return { props: undefined, flaw: 'type' };
  const place = mendPlace(stored, own === LINEAR || own === STROKE);
  if (typeof place === 'string') return { props: undefined, flaw: place };
  const index = orderKeyOf(stored.index);
  const placed = changed(stored, index === stored.index ? place : { ...place, index });
  const props = checked(checked(placed, COMMON), own);
  switch (type) {
    case 'freedraw':
      return withProps(mendStroke(props), notTooHatched);
    case 'line':
    case 'draw':
      return withProps(mendLine(props), notTooHatched);
    case 'arrow':
      return withProps(mendLine(props), soundElbow);
    case 'text':
      return mendText(props);
    default:
      // Excalidraw itself takes an image without a file for one that is not there yet.
      if (type === 'image' && !props.fileId) return { props: undefined, flaw: 'empty' };
      if (props.width === 0 && props.height === 0) return { props: undefined, flaw: 'empty' };
      return { props: notTooHatched(props), flaw: undefined };
  }
}

function withProps(mended: Mended, mend: (props: Props) => Props): Mended {
  const props = mended.props && mend(mended.props);
  return props === mended.props ? mended : { ...mended, props };
}

function checked(props: Props, checks: Checks): Props {
  let mended: Record<string, Json> | undefined;
  for (const name in checks) {
    const value = props[name];
    if (value === undefined) continue;
    const sound = (checks[name] as Mend)(value);
    if (sound === value) continue;
    mended ??= { ...props };
    if (sound === undefined) delete mended[name];
    else mended[name] = sound;
  }
  return mended ?? props;
}

function changed(props: Props, set: Props): Props {
  return Object.keys(set).length > 0 ? { ...props, ...set } : props;
}

/** Words, and a box for them where there is none. */
function mendText(given: Props): Mended {
  const words = typeof given.text === 'string' && given.text !== '' ? given.text : given.originalText;
  if (typeof words !== 'string' || words === '') return { props: undefined, flaw: 'empty' };
  const needed: Record<string, Json> = {};
  if (given.text !== words) needed.text = words;
  if (given.font === undefined) {
    if (given.fontSize === undefined) needed.fontSize = FONT_SIZE;
    if (given.fontFamily === undefined) needed.fontFamily = EXCALIFONT;
  }
  const props = changed(given, needed);
  if (props.width !== 0 && props.height !== 0) return { props, flaw: undefined };
  const size = numberOf(props.fontSize) ?? FONT_SIZE;
  const lines = words.split('\n');
  const longest = Math.max(...lines.map((line) => line.length));
  const lineHeight = numberOf(props.lineHeight) ?? LINE_HEIGHT;
  return {
    props: {
      ...{ ...props, lineHeight },
      width: longest * size * LETTER_WIDTH,
      height: lines.length * size * lineHeight,
    },
    flaw: undefined,
  };
}

/** An elbow arrow goes along the axes only; one that does not is an arrow of its points. */
function soundElbow(props: Props): Props {
  if (props.elbowed !== true) return props;
  const points = props.points as readonly [number, number][];
  const isElbow = points
    .slice(1)
    .every(
      ([x, y], at) => Math.abs(x - (points[at]?.[0] ?? x)) < 1 || Math.abs(y - (points[at]?.[1] ?? y)) < 1,
    );
  if (!isElbow) return { ...props, elbowed: false };
  const segments = (props.fixedSegments ?? []) as readonly { readonly index: number }[];
  const isFixed = segments.every(({ index }) => index > 0 && index < points.length);
  return isFixed ? props : { ...props, fixedSegments: null };
}

function notTooHatched(props: Props): Props {
  const { fillStyle, backgroundColor } = props;
  if (fillStyle === 'solid' || backgroundColor === undefined || backgroundColor === 'transparent')
    return props;
  const gap = 4 * (numberOf(props.strokeWidth) ?? 2);
  const { width, height } = Array.isArray(props.points) ? extentOf(props.points) : boxOf(props);
  const reach = Math.abs(width) + Math.abs(height);
  return reach / gap > MOST_HATCHES ? { ...props, fillStyle: 'solid' } : props;
}

function binding(value: Json): Json {
  if (!isRecord(value) || typeof value.elementId !== 'string') return null;
  const [focus, gap] = [numberOf(value.focus ?? 0), numberOf(value.gap ?? 0)];
  if (focus === undefined || gap === undefined) return null;
  const isSound = value.fixedPoint === undefined || value.fixedPoint === null || isPoint(value.fixedPoint);
  if (focus === value.focus && gap === value.gap && isSound) return value;
  const { fixedPoint: _, ...rest } = value;
  return { ...(isSound ? value : rest), focus, gap };
}

function crop(value: Json): Json {
  const names = ['x', 'y', 'width', 'height', 'naturalWidth', 'naturalHeight'];
  const isSound =
    isRecord(value) &&
    names.every((name) => typeof value[name] === 'number') &&
    names.slice(2).every((name) => (value[name] as number) > 0);
  return isSound ? value : null;
}

function isSegment(value: Json): boolean {
  return isRecord(value) && Number.isInteger(value.index) && isPoint(value.start) && isPoint(value.end);
}

/** The radius of a corner is within what can be drawn: Excalidraw comes to no end with another. */
function roundness(value: Json): Json {
  if (!isRecord(value) || ![1, 2, 3].includes(value.type as number)) return null;
  if (value.value === undefined) return value;
  const radius = radiusOf(value.value);
  if (radius === undefined) return null;
  return radius === value.value ? value : { ...value, value: radius };
}
