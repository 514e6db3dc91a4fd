import type { Json, Props } from '@easel/sdk';

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
  readonly options?: readonly Option[];
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
  readonly step?: number;
}

/** In the order of the page; `advanced` is what a person seldom needs. */
export const GROUPS = ['content', 'look', 'place', 'advanced'] as const;
export type Group = (typeof GROUPS)[number];

/** Properties that the board draws by; an object of another kind may have them with values of another type. */
const KNOWN: { readonly [name: string]: Omit<Field, 'name'> } = {
  text: { label: 'Text', kind: 'text', group: 'content' },
  link: { label: 'Link', kind: 'line', group: 'content' },
  strokeColor: { label: 'Stroke', kind: 'color', group: 'look' },
  backgroundColor: { label: 'Background', kind: 'color', group: 'look' },
  fillStyle: choice('Fill', 'look', ['solid', 'hachure', 'cross-hatch', 'zigzag']),
  strokeStyle: choice('Stroke style', 'look', ['solid', 'dashed', 'dotted']),
  strokeWidth: { label: 'Stroke width', kind: 'number', group: 'look', least: 0, step: 0.5 },
  roughness: named('Sloppiness', 'look', [
    [0, 'Architect'],
    [1, 'Artist'],
    [2, 'Cartoonist'],
  ]),
  opacity: { label: 'Opacity, %', kind: 'number', group: 'look', least: 0, most: 100 },
  fontSize: { label: 'Font size', kind: 'number', group: 'look', least: 1 },
  fontFamily: named('Font', 'look', [
    [5, 'Excalifont'],
    [6, 'Nunito'],
    [7, 'Lilita One'],
    [8, 'Comic Shanns'],
    [9, 'Liberation Sans'],
    [1, 'Virgil'],
    [2, 'Helvetica'],
    [3, 'Cascadia'],
  ]),
  textAlign: choice('Alignment', 'look', ['left', 'center', 'right']),
  verticalAlign: choice('Vertical alignment', 'look', ['top', 'middle', 'bottom']),
  startArrowhead: arrowhead('Arrowhead at the start'),
  endArrowhead: arrowhead('Arrowhead at the end'),
  x: { label: 'X', kind: 'number', group: 'place' },
  y: { label: 'Y', kind: 'number', group: 'place' },
  width: { label: 'Width', kind: 'number', group: 'place', least: 0 },
  height: { label: 'Height', kind: 'number', group: 'place', least: 0 },
  locked: { label: 'Locked', kind: 'boolean', group: 'place' },
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
const WORDS: Field = { name: 'originalText', label: 'Text', kind: 'text', group: 'content' };

/** The field of the words of a text. */
export function wordsOf(props: Props): Field | undefined {
  return props.type === 'text' && typeof props.originalText === 'string' ? WORDS : undefined;
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
  const known = KNOWN[name];
  if (known !== undefined && fits(known, value)) return { name, ...known };
  const group = ADVANCED.has(name) ? 'advanced' : 'content';
  return { name, label: labelOf(name), kind: kindOf(name, value), group };
}

function fits({ kind, options }: Omit<Field, 'name'>, value: Json): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return options?.some((option) => option.value === value) ?? false;
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

function choice(label: string, group: Group, values: readonly string[]): Omit<Field, 'name'> {
  return named(
    label,
    group,
    values.map((value) => [value, value.charAt(0).toUpperCase() + value.slice(1)]),
  );
}

function named(
  label: string,
  group: Group,
  values: readonly (readonly [Json, string])[],
): Omit<Field, 'name'> {
  return { label, kind: 'choice', group, options: values.map(([value, label]) => ({ value, label })) };
}

function arrowhead(label: string): Omit<Field, 'name'> {
  const heads = ['arrow', 'bar', 'dot', 'circle', 'triangle', 'diamond'];
  return named(label, 'look', [
    [null, 'None'],
    ...heads.map((head) => [head, head.charAt(0).toUpperCase() + head.slice(1)] as const),
  ]);
}

/** What an object is called: its type, as a person reads it. */
export function nameOf(props: Props): string {
  return typeof props.type === 'string' && props.type.trim() !== '' ? labelOf(props.type) : 'Object';
}
