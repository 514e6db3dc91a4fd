import { appended, applyChange, Conflict } from '../protocol/apply.ts';
import type { Append, Change, Json, Patch, Props } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import { isArray, own } from '../protocol/json.ts';
import { partsOf, patchOf } from '../protocol/patch.ts';

/** Two changes of one object, one after the other, as one; undefined where they do not combine. */
export function combine(first: Change, second: Change): Change | undefined {
  if (second.op !== 'patch') return second;
  if (first.op === 'delete') return undefined;
  if (first.op === 'put') {
    const props = applyChange(first.props, second);
    return props === undefined || props instanceof Conflict ? undefined : { op: 'put', id: first.id, props };
  }
  return combinePatches(first, second);
}

function combinePatches(first: Patch, second: Patch): Patch | undefined {
  if (isSetOnly(first) && isSetOnly(second))
    return { op: 'patch', id: first.id, set: { ...first.set, ...second.set } };
  const parts = partsOf(first);
  for (const [name, value] of Object.entries(second.set ?? {})) {
    parts.unset.delete(name);
    parts.append.delete(name);
    parts.set.set(name, value);
  }
  for (const name of second.unset ?? []) {
    parts.set.delete(name);
    parts.append.delete(name);
    parts.unset.add(name);
  }
  for (const [name, append] of Object.entries(second.append ?? {})) {
    const earlier = parts.append.get(name);
    if (parts.unset.has(name)) return undefined;
    if (parts.set.has(name)) {
      const value = appended(parts.set.get(name), append);
      if (value === undefined) return undefined;
      parts.set.set(name, value);
    } else if (earlier) {
      const joined = join(earlier, append);
      if (joined === undefined) return undefined;
      parts.append.set(name, joined);
    } else {
      parts.append.set(name, append);
    }
  }
  return patchOf(first.id, parts) ?? { op: 'patch', id: first.id };
}

/** As most patches are, of which there may be thousands at once: a movement sets where an object is. */
function isSetOnly({ set, unset, append }: Patch): boolean {
  return set !== undefined && unset === undefined && append === undefined;
}

function join(first: Append, second: Append): Append | undefined {
  if (first.at + first.values.length !== second.at) return undefined;
  if (typeof first.values === 'string') {
    return typeof second.values === 'string'
      ? { at: first.at, values: first.values + second.values }
      : undefined;
  }
  return isArray(second.values) ? { at: first.at, values: [...first.values, ...second.values] } : undefined;
}

/**
 * The change without what has no effect on the object as it is; undefined where nothing is left. So an edit that was
 * made and taken back before it was sent is not sent.
 */
export function effective(change: Change, props: Props | undefined): Change | undefined {
  switch (change.op) {
    case 'put':
      return equal(props, change.props) ? undefined : change;
    case 'delete':
      return props === undefined ? undefined : change;
    case 'patch': {
      if (props === undefined || isPlainlyEffective(change, props)) return change;
      const parts = partsOf(change);
      for (const [name, value] of parts.set) if (equal(own(props, name), value)) parts.set.delete(name);
      for (const name of parts.unset) if (!Object.hasOwn(props, name)) parts.unset.delete(name);
      for (const [name, append] of parts.append) {
        const same = own(props, name);
        if (same !== undefined && equal(appended(same, append), same)) parts.append.delete(name);
      }
      return patchOf(change.id, parts);
    }
  }
}

/** A quick answer for most patches: whether it only sets, and each that it sets is another. */
function isPlainlyEffective(patch: Patch, props: Props): boolean {
  if (!isSetOnly(patch)) return false;
  const names = Object.keys(patch.set as Props);
  return names.length > 0 && names.every((name) => !equal(own(props, name), patch.set?.[name]));
}

/**
 * What is left of an earlier change that is made again after a later one of the same object: nothing that the later one
 * sets. What the later one appends sets nothing: it depends on the earlier value.
 */
export function rebased(earlier: Change, later: Change): Change | undefined {
  if (later.op !== 'patch' || earlier.op === 'delete') return undefined;
  if (earlier.op === 'put') {
    const props: Record<string, Json> = { ...earlier.props, ...later.set };
    for (const name of later.unset ?? []) delete props[name];
    return { ...earlier, props };
  }
  const parts = partsOf(earlier);
  for (const name of [...Object.keys(later.set ?? {}), ...(later.unset ?? [])]) {
    parts.set.delete(name);
    parts.unset.delete(name);
    parts.append.delete(name);
  }
  return patchOf(earlier.id, parts);
}
