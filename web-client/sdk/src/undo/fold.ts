import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';
import type { Entry, Step } from './entry.ts';
import { difference, namesOf, pick, replaced } from './step.ts';

/** Own changes that are to be no entry, by object: what was changed of each, before and after. */
export type Amendments = ReadonlyMap<string, Step>;

/** Entries as if they had left what an amendment made of it, and what of the amendments concerns none of them. */
export interface Folded {
  readonly entries: readonly Entry[];
  readonly rest: Amendments;
}

/**
 * Each amended property goes into the newest step that touched it, if it still had the value that the step left: so
 * what we amend stays ours to take back. Where others changed it in between, it stays theirs.
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

/** The step amended, none if nothing is left of it; takes from `rest` what the step touched. */
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
  return next === undefined ? [] : [next];
}

/** Leaves of an amendment these properties. */
export function keepOnly(rest: Map<string, Step>, amendment: Step, names: readonly string[]): void {
  const { id, before = {}, after = {} } = amendment;
  if (names.length === 0) rest.delete(id);
  else rest.set(id, { id, before: pick(before, names), after: pick(after, names) });
}
