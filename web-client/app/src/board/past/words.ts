import type { Change, Props, Skipped, Version, Written } from '@easel/sdk';
import { type history, t } from '../../words/history.ts';
import { kindInWords } from '../../words/kinds.ts';
import { enumerated } from '../../words/speech.ts';
import { moment } from './times.ts';

type Part = Ending<keyof typeof history, 'history.part.'>;
type Ending<Key, Start extends string> = Key extends `${Start}${infer End}` ? End : never;

/** Characters of a text that are shown. */
const LONGEST_TEXT = 40;

/** An object in words: what it is and, of a text or a frame, what it says. */
export function objectInWords({ type, text, name }: Props): string {
  const kind = kindInWords(type) ?? t('board.object');
  const says = [text, name].find((value) => typeof value === 'string' && value.trim() !== '');
  if (typeof says !== 'string') return kind;
  const line = says.trim().replaceAll(/\s+/g, ' ');
  const shown = line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT).trimEnd()}…` : line;
  return t('board.object.says', { kind, text: shown });
}

/** When a version got its name, and from whom where that is known. */
export function namedInWords({ createdBy, createdAt }: Version, now: number): string {
  const when = moment(createdAt, now);
  return createdBy ? t('history.named.by', { name: createdBy, when }) : t('history.named', { when });
}

const PARTS: readonly (readonly [Part, readonly string[]])[] = [
  ['text', ['text', 'originalText']],
  ['position', ['x', 'y']],
  ['size', ['width', 'height', 'autoResize', 'scale', 'crop']],
  ['shape', ['points', 'pressures', 'roundness', 'lastCommittedPoint', 'elbowed', 'fixedSegments']],
  ['angle', ['angle']],
  ['color', ['strokeColor', 'backgroundColor', 'opacity']],
  ['style', ['fillStyle', 'strokeWidth', 'strokeStyle', 'roughness', 'startArrowhead', 'endArrowhead']],
  ['font', ['fontSize', 'fontFamily', 'lineHeight', 'textAlign', 'verticalAlign']],
  ['order', ['index']],
  ['group', ['groupIds', 'frameId']],
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
  const all: readonly Part[] = [...PARTS.map(([part]) => part), 'details'];
  return all.filter((part) => found.has(part)).map((part) => t(`history.part.${part}`));
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

/** What is left alone, a line for each object: "Rectangle “Plan”: text, colour", "Ellipse: deleted since". */
export function leftInWords(
  skipped: readonly Skipped[],
  propsOf: (id: string) => Props | undefined,
): readonly string[] {
  const objects = new Map<string, Skipped[]>();
  for (const one of skipped) objects.set(one.object, [...(objects.get(one.object) ?? []), one]);
  return Array.from(objects, ([id, all]) => {
    const whole = all.find(({ property }) => property === null);
    const parts = whole
      ? [t(`history.takeBack.left.${whole.reason}`)]
      : partsInWords(all.map(({ property }) => property ?? ''));
    return t('history.takeBack.leftOf', {
      object: objectInWords(propsOf(id) ?? {}),
      parts: enumerated(parts),
    });
  });
}

/** "Ada", "Ada and Bo", "Ada, Bo and 3 others". */
export function peopleInWords(names: readonly string[]): string {
  const [first, second, third, ...others] = names;
  if (first === undefined) return t('history.people.none');
  if (second === undefined) return first;
  if (third === undefined) return t('history.people.two', { first, second });
  if (others.length === 0) return t('history.people.three', { first, second, third });
  return t('history.people.more', { first, second, count: names.length - 2 });
}

/** What an event did to an object: "made it", "changed position, size", "deleted it". */
export function whatHappened(changes: readonly Change[], id: string): string {
  const change = changes.findLast((one) => one.id === id);
  if (change?.op === 'delete') return t('history.did.deleted');
  if (change?.op !== 'patch') return t('history.did.made');
  const { set = {}, unset = [], append = {} } = change;
  const parts = partsInWords([...Object.keys(set), ...unset, ...Object.keys(append)]);
  return t('history.did.changed', { parts: enumerated(parts) });
}
