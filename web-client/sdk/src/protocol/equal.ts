import type { Json } from './change.ts';

/** Equality by value: numbers as doubles, −0 = 0, keys unordered. Absent (`undefined`) equals only absent. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((value, at) => equal(value, b[at]));
  }
  if (Array.isArray(b)) return false;
  const left = a as { readonly [name: string]: Json };
  const right = b as { readonly [name: string]: Json };
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  for (const name of names) {
    const value = left[name];
    // Of two states of one object most values are the same.
    if (value !== undefined && value === right[name]) continue;
    if (!Object.hasOwn(right, name) || !equal(value, right[name])) return false;
  }
  return true;
}
