import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';
import type { Entry, Step } from './entry.ts';
import { difference, namesOf, pick, replaced } from './step.ts';

/** Own changes that are not an entry, by object: the changed properties before and after. */
export type Amendments = ReadonlyMap<string, Step>;

/** Entries whose results include the amendments, and the amendments that belong to none of the entries. */
export interface Folded {
  readonly entries: readonly Entry[];
  readonly rest: Amendments;
}

/**
 * Puts each amended property into the newest step that set it, if the property still had the value of that step: then
 * that step can still be taken back. A property that others changed in between stays as they set it.
 */
export function fold(entries: readonly Entry[], amendments: Amendments): Folded {
  const rest = new Map(amendments);
  const folded: Entry[] = [];
  for (const entry of entries.toReversed()) {
    const steps = entry.some(({ id }) => rest.has(id))
      ? entry.flatMap((step) => foldStep(step, rest))
      : entry;
    if (steps.length > 0) folded.unshift(steps);
  }
  return { entries: folded, rest };
}

/** The step with its amendments, none if nothing is left of it; takes from `rest` the properties that the step set. */
export function foldStep(step: Step, rest: Map<string, Step>): readonly Step[] {
  const { id, before, after } = step;
  const amendment = rest.get(id);
  if (amendment === undefined) return [step];
  if (after === undefined) {
    rest.delete(id);
    return [step];
  }
  const { before: from = {}, after: to = {} } = amendment;
  const amended = namesOf(from, to);
  const touched =
    before === undefined ? amended : namesOf(before, after).filter((name) => amended.includes(name));
  const still = touched.filter((name) => equal(own(after, name), own(from, name)));
  keepOnly(
    rest,
    amendment,
    amended.filter((name) => !touched.includes(name)),
  );
  if (still.length === 0) return [step];
  const next = difference(id, before, replaced(after, still, to));
  return next === undefined ? [] : [{ ...step, ...next }];
}

/** Leaves only these properties in an amendment. */
export function keepOnly(rest: Map<string, Step>, amendment: Step, names: readonly string[]): void {
  const { id, before = {}, after = {} } = amendment;
  if (names.length === 0) rest.delete(id);
  else rest.set(id, { id, before: pick(before, names), after: pick(after, names) });
}
