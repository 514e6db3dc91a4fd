import type { Append, Change, Json, Props } from './change.ts';
import { equal } from './equal.ts';
import { isArray, isWellFormed, own } from './json.ts';
import { patchOf } from './patch.ts';

/**
 * The change from `before` to `after`; undefined where they are equal. Where an array or a string only grew at its end,
 * the new part is appended, so that the points of a stroke do not travel again and again.
 */
export function difference(
  id: string,
  before: Props | undefined,
  after: Props | undefined,
): Change | undefined {
  if (after === undefined) return before === undefined ? undefined : { op: 'delete', id };
  if (before === undefined) return { op: 'put', id, props: after };
  const set = new Map<string, Json>();
  const append = new Map<string, Append>();
  for (const [name, value] of Object.entries(after)) {
    const old = own(before, name);
    if (equal(old, value)) continue;
    const growth = growthOf(old, value);
    if (growth) append.set(name, growth);
    else set.set(name, value);
  }
  const unset = new Set(Object.keys(before).filter((name) => !Object.hasOwn(after, name)));
  return patchOf(id, { set, unset, append });
}

function growthOf(old: Json | undefined, value: Json): Append | undefined {
  if (typeof old === 'string' && typeof value === 'string') {
    const values = value.slice(old.length);
    // An unpaired surrogate cannot travel (L5).
    return old.length > 0 && value.startsWith(old) && isWellFormed(values)
      ? { at: old.length, values }
      : undefined;
  }
  if (isArray(old) && isArray(value) && old.length > 0 && old.length < value.length) {
    return old.every((element, at) => equal(element, value[at]))
      ? { at: old.length, values: value.slice(old.length) }
      : undefined;
  }
  return undefined;
}
