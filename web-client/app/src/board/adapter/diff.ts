import { type Append, equal, type Json, type Patch, type Props } from '@easel/sdk';
import { mendProps } from '../mending/mendProps.ts';
import { boxOf } from '../mending/values.ts';
import { mergedPoints } from './points.ts';

/** Properties that only make sense together: when one of `when` changes, all of `send` are sent. */
interface Group {
  readonly when: readonly string[];
  readonly send: readonly string[];
}

const LINE: Group = { when: ['points'], send: ['points', 'x', 'y', 'width', 'height'] };
const BINDING: Group = {
  when: ['startBinding', 'endBinding'],
  send: ['startBinding', 'endBinding', 'points', 'x', 'y', 'width', 'height'],
};
const TEXT: Group = {
  when: ['text', 'originalText', 'fontSize', 'fontFamily', 'lineHeight', 'width', 'height', 'autoResize'],
  send: [
    'text',
    'originalText',
    'fontSize',
    'fontFamily',
    'lineHeight',
    'width',
    'height',
    'autoResize',
    'x',
    'y',
  ],
};
/** The part of an image that is shown, and the size it is shown at: one without the other is distorted. */
const IMAGE: Group = {
  when: ['crop', 'width', 'height'],
  send: ['crop', 'x', 'y', 'width', 'height'],
};

/** Of an object that is shown from another corner or first point than it is stored from: a part of it is elsewhere. */
const SHIFTED: Group = {
  when: ['x', 'y', 'width', 'height', 'points'],
  send: ['x', 'y', 'width', 'height', 'points'],
};

/** The lists of a freehand stroke, which grow while it is drawn. */
const GROWING = ['points', 'pressures'];

/**
 * The patch from `before` to `after`, property by property. `stored` is the object as the project has it: a list that
 * only grew is appended to only if it is as long there as it was here. Undefined when nothing changed.
 */
export function patchOf(id: string, before: Props, after: Props, stored: Props): Patch | undefined {
  const names = Object.keys(after).filter((name) => !equal(before[name], after[name]));
  const unset = Object.keys(before).filter((name) => !(name in after));
  if (names.length === 0 && unset.length === 0) return undefined;
  const append: Record<string, Append> = {};
  const set: Record<string, Json> = {};
  const merged = names.includes('points') ? mergedPoints(before, after, stored) : undefined;
  for (const name of withCompanions(names, after, stored)) {
    const grows = after.type === 'freedraw' && GROWING.includes(name);
    const values = grows ? grown(before[name], after[name], stored[name]) : undefined;
    if (values === undefined) set[name] = (merged?.[name] ?? after[name]) as Json;
    else if (values.values.length > 0) append[name] = values;
  }
  return {
    op: 'patch',
    id,
    ...(Object.keys(set).length > 0 && { set }),
    ...(unset.length > 0 && { unset }),
    ...(Object.keys(append).length > 0 && { append }),
  };
}

function withCompanions(changed: readonly string[], after: Props, stored: Props): ReadonlySet<string> {
  const names = new Set(changed);
  for (const { when, send } of groupsOf(after, stored)) {
    if (!when.some((name) => names.has(name))) continue;
    for (const name of send) if (name in after) names.add(name);
  }
  return names;
}

function groupsOf(props: Props, stored: Props): readonly Group[] {
  const groups = isShifted(stored) ? [SHIFTED] : [];
  if (props.type === 'text') return [TEXT, ...groups];
  if (props.type === 'image') return [IMAGE, ...groups];
  return 'points' in props ? [BINDING, LINE, ...groups] : groups;
}

function isShifted(stored: Props): boolean {
  const { props } = mendProps(stored);
  if (props === undefined || props === stored) return false;
  const [shown, own] = [boxOf(props), boxOf(stored)];
  return shown.x !== own.x || shown.y !== own.y;
}

/** The values that were added at the end of `before`; undefined when it changed in another way. */
function grown(
  before: Json | undefined,
  after: Json | undefined,
  stored: Json | undefined,
): Append | undefined {
  if (!Array.isArray(before) || !Array.isArray(after) || !Array.isArray(stored)) return undefined;
  if (after.length < before.length || stored.length !== before.length || before.length === 0)
    return undefined;
  if (!before.every((value, at) => equal(value as Json, after[at] as Json))) return undefined;
  return { at: before.length, values: after.slice(before.length) as Json[] };
}
