import type { Json, Props } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';
import type { Step } from './entry.ts';

/** The step from `before` to `after`; `undefined` when they are equal. */
export function difference(
  id: string,
  before: Props | undefined,
  after: Props | undefined,
): Step | undefined {
  if (before === undefined) return after === undefined ? undefined : { id, after };
  if (after === undefined) return { id, before };
  const names = changed(before, after);
  return names.length === 0 ? undefined : { id, before: pick(before, names), after: pick(after, names) };
}

/**
 * `step` and then an own change from `before` to `after`, as one step; `undefined` when they cancel out. What others
 * changed in between is not ours: such a property is taken back to their value, and no further.
 */
export function extend(
  step: Step | undefined,
  id: string,
  before: Props | undefined,
  after: Props | undefined,
): Step | undefined {
  const left = step?.after;
  // The first of its batch; or another person created or deleted the object since, which is not taken back here.
  if (step === undefined || (left === undefined) !== (before === undefined))
    return difference(id, before, after);
  if (left === undefined || before === undefined) return difference(id, step.before, after);
  if (step.before === undefined) return after && { id, after: overlay(left, before, after) };

  const names = namesOf(step.before, left).filter((name) => equal(own(before, name), own(left, name)));
  if (after === undefined) return { id, before: replaced(before, names, step.before) };
  const touched = [...names, ...changed(before, after)];
  const first = { ...pick(before, touched), ...pick(step.before, names) };
  for (const name of names) if (!Object.hasOwn(step.before, name)) delete first[name];
  return difference(id, first, pick(after, touched));
}

/** `props` with what changed from `before` to `after`. */
function overlay(props: Props, before: Props, after: Props): Props {
  return replaced(props, changed(before, after), after);
}

/** `props` with the values that `by` has for these names, or none where it has none. */
export function replaced(props: Props, names: readonly string[], by: Props): Props {
  const others = Object.keys(props).filter((name) => !names.includes(name));
  return { ...pick(props, others), ...pick(by, names) };
}

/** Most values are the same object before and after: no list of all names is made for a few that are not. */
function changed(before: Props, after: Props): string[] {
  const names: string[] = [];
  for (const name of Object.keys(before)) if (!equal(before[name], own(after, name))) names.push(name);
  for (const name of Object.keys(after)) if (!Object.hasOwn(before, name)) names.push(name);
  return names;
}

/** Every name that one of them has. */
export function namesOf(one: Props, other: Props): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

/** The values of these names, where there is one. */
export function pick(props: Props, names: readonly string[]): Record<string, Json> {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const value = own(props, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
