import type { Json, Props } from '@easel/sdk';
import { kindInWords } from '../../words/kinds.ts';
import { type object, t } from '../../words/object.ts';

type Ending<Key, Start extends string> = Key extends `${Start}${infer End}` ? End : never;
type Known = Ending<keyof typeof object, 'object.field.'>;
type Choice = Ending<keyof typeof object, 'object.option.'>;

/** How a property is shown and edited. */
export type Kind = 'text' | 'line' | 'number' | 'boolean' | 'color' | 'choice' | 'json';

/** One of the values of a choice. */
export interface Option {
  readonly value: Json;
  readonly label: string;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: Kind;
  readonly group: Group;
  /** Of a choice. */
  readonly options?: () => readonly Option[];
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
  readonly step?: number;
}

/** In the order of the page; `advanced` is what a person seldom needs. */
export const GROUPS = ['content', 'look', 'place', 'advanced'] as const;
export type Group = (typeof GROUPS)[number];

const FONTS = [
  [5, 'Excalifont'],
  [6, 'Nunito'],
  [7, 'Lilita One'],
  [8, 'Comic Shanns'],
  [9, 'Liberation Sans'],
  [1, 'Virgil'],
  [2, 'Helvetica'],
  [3, 'Cascadia'],
] as const;
const FILLS = ['solid', 'hachure', 'cross-hatch', 'zigzag'] as const;
const STROKES = ['solid', 'dashed', 'dotted'] as const;
const HEADS = ['arrow', 'bar', 'dot', 'circle', 'triangle', 'diamond'] as const;

/** Properties that the board draws by; an object of another kind may have them with values of another type. */
const KNOWN: { readonly [name in Known]: Omit<Field, 'name' | 'label'> } = {
  text: { kind: 'text', group: 'content' },
  link: { kind: 'line', group: 'content' },
  strokeColor: { kind: 'color', group: 'look' },
  backgroundColor: { kind: 'color', group: 'look' },
  fillStyle: choice(() => FILLS.map(option)),
  strokeStyle: choice(() => STROKES.map(option)),
  strokeWidth: { kind: 'number', group: 'look', least: 0, step: 0.5 },
  roughness: choice(() =>
    (['architect', 'artist', 'cartoonist'] as const).map((name, value) => ({ ...option(name), value })),
  ),
  opacity: { kind: 'number', group: 'look', least: 0, most: 100 },
  fontSize: { kind: 'number', group: 'look', least: 1 },
  fontFamily: choice(() => FONTS.map(([value, label]) => ({ value, label }))),
  textAlign: choice(() => (['left', 'center', 'right'] as const).map(option)),
  verticalAlign: choice(() => (['top', 'middle', 'bottom'] as const).map(option)),
  startArrowhead: choice(arrowheads),
  endArrowhead: choice(arrowheads),
  x: { kind: 'number', group: 'place' },
  y: { kind: 'number', group: 'place' },
  width: { kind: 'number', group: 'place', least: 0 },
  height: { kind: 'number', group: 'place', least: 0 },
  locked: { kind: 'boolean', group: 'place' },
};

/** What the board keeps for itself. */
const ADVANCED: ReadonlySet<string> = new Set([
  'angle',
  'autoResize',
  'baseline',
  'boundElements',
  'containerId',
  'crop',
  'customData',
  'elbowed',
  'endBinding',
  'fileId',
  'fixedSegments',
  'frameId',
  'groupIds',
  'index',
  'lastCommittedPoint',
  'lineHeight',
  'originalText',
  'points',
  'pressures',
  'roundness',
  'scale',
  'seed',
  'simulatePressure',
  'startBinding',
  'status',
]);

/** Of those, what a text is not drawn with. */
const NOT_OF_TEXTS: ReadonlySet<string> = new Set([
  'backgroundColor',
  'fillStyle',
  'roughness',
  'strokeStyle',
  'strokeWidth',
]);

/** What an object is called stands first. */
const NAME = /^(title|name|subject|label)$/i;

/** Strings with such names are edited in several lines. */
const LONG = /text|body|description|note|comment|content/i;
const COLOR = /^(#[0-9a-f]{3,8}|transparent)$/i;

/** The field of a text on the board: the words as they were typed, which the board breaks into lines. */
export function wordsOf(props: Props): Field | undefined {
  if (props.type !== 'text' || typeof props.originalText !== 'string') return undefined;
  return { name: 'originalText', label: t('object.field.text'), kind: 'text', group: 'content' };
}

/** The fields of an object, those of a group together; the type, and what follows from others, is not edited. */
export function fieldsOf(props: Props): readonly Field[] {
  const words = wordsOf(props);
  const fields = Object.entries(props)
    .filter(([name]) => name !== 'type' && name !== words?.name && !isDerived(name, props))
    .map(([name, value]) => fieldOf(name, value))
    .map((field) =>
      words && isUnseen(field.name, props) ? { ...field, group: 'advanced' as const } : field,
    );
  if (words) fields.push(words);
  const known = Object.keys(KNOWN);
  const place = ({ name }: Field) => {
    if (name === words?.name || NAME.test(name)) return -1;
    const at = known.indexOf(name);
    return at < 0 ? known.length : at;
  };
  return fields.sort(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || place(a) - place(b) || (a.name < b.name ? -1 : 1),
  );
}

/** Whether a text looks the same with any value of it. */
function isUnseen(name: string, { containerId }: Props): boolean {
  return NOT_OF_TEXTS.has(name) || (name === 'verticalAlign' && typeof containerId !== 'string');
}

/** What is measured, or belongs to what is drawn as a whole. */
function isDerived(name: string, props: Props): boolean {
  const isSize = name === 'width' || name === 'height';
  if (wordsOf(props) !== undefined) {
    const isPlacedByShape = typeof props.containerId === 'string' && (name === 'x' || name === 'y');
    return isSize || isPlacedByShape || name === 'text';
  }
  return isSize && Array.isArray(props.points);
}

function fieldOf(name: string, value: Json): Field {
  if (isKnown(name) && fits(KNOWN[name], value))
    return { name, label: t(`object.field.${name}`), ...KNOWN[name] };
  const group = ADVANCED.has(name) ? 'advanced' : 'content';
  return { name, label: labelOf(name), kind: kindOf(name, value), group };
}

function isKnown(name: string): name is Known {
  return Object.hasOwn(KNOWN, name);
}

function fits({ kind, options }: Omit<Field, 'name' | 'label'>, value: Json): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return options?.().some((option) => option.value === value) ?? false;
    case 'line':
      return typeof value === 'string' || value === null;
    case 'text':
    case 'color':
      return typeof value === 'string';
    case 'json':
      return true;
  }
}

function kindOf(name: string, value: Json): Kind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'string') return 'json';
  if (COLOR.test(value) && /colou?r/i.test(name)) return 'color';
  return LONG.test(name) || value.includes('\n') || value.length > 80 ? 'text' : 'line';
}

/** "dueDate" and "due_date" as "Due date". */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

function choice(options: () => readonly Option[]): Omit<Field, 'name' | 'label'> {
  return { kind: 'choice', group: 'look', options };
}

function option(value: Choice): Option {
  return { value, label: t(`object.option.${value}`) };
}

function arrowheads(): readonly Option[] {
  return [{ value: null, label: t('object.option.none') }, ...HEADS.map(option)];
}

/** What an object is called: its type, as a person reads it. */
export function nameOf(props: Props): string {
  return (
    kindInWords(props.type) ??
    (typeof props.type === 'string' && props.type.trim() !== '' ? labelOf(props.type) : t('board.object'))
  );
}
