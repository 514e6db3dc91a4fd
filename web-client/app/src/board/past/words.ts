import type { Change, Props, Written } from '@easel/sdk';

const TYPES: { readonly [type: string]: string } = {
  rectangle: 'Rectangle',
  diamond: 'Diamond',
  ellipse: 'Ellipse',
  arrow: 'Arrow',
  line: 'Line',
  freedraw: 'Drawing',
  text: 'Text',
  image: 'Image',
  frame: 'Frame',
  magicframe: 'Frame',
  embeddable: 'Web page',
  iframe: 'Web page',
};
/** Characters of a text that are shown. */
const LONGEST_TEXT = 40;

/** An object in words: what it is and, of a text or a frame, what it says. */
export function objectInWords({ type, text, name }: Props): string {
  const kind = TYPES[String(type)] ?? 'Object';
  const says = [text, name].find((value) => typeof value === 'string' && value.trim() !== '');
  if (typeof says !== 'string') return kind;
  const line = says.trim().replaceAll(/\s+/g, ' ');
  return `${kind} “${line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT).trimEnd()}…` : line}”`;
}

const PARTS: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['text', 'originalText']],
  ['position', ['x', 'y']],
  ['size', ['width', 'height', 'autoResize', 'scale', 'crop']],
  ['shape', ['points', 'pressures', 'roundness', 'lastCommittedPoint', 'elbowed', 'fixedSegments']],
  ['angle', ['angle']],
  ['colour', ['strokeColor', 'backgroundColor', 'opacity']],
  ['style', ['fillStyle', 'strokeWidth', 'strokeStyle', 'roughness', 'startArrowhead', 'endArrowhead']],
  ['font', ['fontSize', 'fontFamily', 'lineHeight', 'textAlign', 'verticalAlign']],
  ['order', ['index']],
  ['group or frame', ['groupIds', 'frameId']],
  ['connections', ['boundElements', 'startBinding', 'endBinding', 'containerId']],
  ['name', ['name']],
  ['link', ['link']],
  ['picture', ['fileId', 'status']],
  ['lock', ['locked']],
];
const PART_OF = new Map(PARTS.flatMap(([part, names]) => names.map((name) => [name, part] as const)));

/** Properties as a person would call them, each once, the most telling first. */
export function partsInWords(names: Iterable<string>): readonly string[] {
  const found = new Set(Array.from(names, (name) => PART_OF.get(name) ?? 'details'));
  return [...PARTS.map(([part]) => part), 'details'].filter((part) => found.has(part));
}

/** Who wrote the properties of an object, the last writer first: one line for each event that still shows. */
export interface Authorship extends Written {
  readonly parts: readonly string[];
}

export function authorshipOf(props: { readonly [name: string]: Written }): readonly Authorship[] {
  const events = new Map<number, { readonly written: Written; readonly names: string[] }>();
  for (const [name, written] of Object.entries(props)) {
    const event = events.get(written.seq) ?? { written, names: [] };
    event.names.push(name);
    events.set(written.seq, event);
  }
  return [...events.values()]
    .sort((a, b) => b.written.seq - a.written.seq)
    .map(({ written, names }) => ({ ...written, parts: partsInWords(names) }));
}

/** "Ada", "Ada and Bo", "Ada, Bo and 3 others". */
export function peopleInWords(names: readonly string[]): string {
  const [first = 'nobody', second, ...others] = names;
  if (second === undefined) return first;
  if (others.length === 0) return `${first} and ${second}`;
  return `${first}, ${second} and ${others.length === 1 ? others[0] : `${others.length} others`}`;
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

/** What an event did to an object: "made it", "changed position, size", "deleted it". */
export function whatHappened(changes: readonly Change[], id: string): string {
  const change = changes.findLast((one) => one.id === id);
  if (change?.op === 'delete') return 'deleted it';
  if (change?.op !== 'patch') return 'made it';
  const { set = {}, unset = [], append = {} } = change;
  return `changed ${partsInWords([...Object.keys(set), ...unset, ...Object.keys(append)]).join(', ')}`;
}
