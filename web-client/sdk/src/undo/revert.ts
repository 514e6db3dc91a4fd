import type { Change, Props } from '../protocol/change.ts';
import { equal } from '../protocol/equal.ts';
import { own } from '../protocol/json.ts';
import type { Entry, Step } from './entry.ts';
import { namesOf, pick, replaced } from './step.ts';

/** The objects of the project as they are now. */
export interface CurrentState {
  /** An object's properties; `undefined` when there is no such object. */
  readonly objectOf: (id: string) => Props | undefined;
  /** Every object. */
  readonly objects: () => Iterable<readonly [string, Props]>;
  /** The ids of the objects that one with these properties needs. */
  readonly parents: (props: Props) => readonly string[];
  /** Names of properties, of an object with these, of which one without the others makes no sense. */
  readonly groups: (props: Props) => readonly (readonly string[])[];
}

/** The changes that take an entry back, as far as others have not changed the same. */
export interface Reversal {
  readonly changes: readonly Change[];
  /** What the changes do: the entry that takes the reversal itself back. */
  readonly done: Entry;
}

/**
 * Takes back what an entry did and nobody has changed since:
 * - of a changed object, each property that still has the value the entry gave it; of those that belong together all or
 *   none
 * - a created object is deleted if it still is, by value, as the entry left it, for otherwise it holds another's work
 * - a deleted object is put back as it was, unless there is one with its id again
 *
 * No object is left without a parent that it needs: such an object is not put back or changed, unless it lacked the
 * parent when undo or redo deleted it or took it from there; and a parent that the entry created is not deleted, unless
 * only those need it that lacked it when undo or redo put it back.
 */
export function revert(entry: Entry, current: CurrentState): Reversal {
  const { objectOf, parents } = current;
  const created = entry.filter((step) => isOwnCreation(step, objectOf(step.id)));
  const gone = new Set(created.map(({ id }) => id));
  const lackedBy = new Map(created.map(({ id, lackedBy = [] }) => [id, new Set(lackedBy)]));
  const dependents = dependentsOf(gone, current);
  for (;;) {
    const reversal = without(gone, entry, current);
    const steps = new Map(reversal.done.map((step) => [step.id, step]));
    const held = dependents
      .filter(([id]) => !gone.has(id))
      .flatMap(([id, props]) =>
        parents(afterwards(props, steps.get(id))).filter((parent) => !lackedBy.get(parent)?.has(id)),
      )
      .filter((parent) => gone.has(parent));
    if (held.length === 0) return reversal;
    for (const id of held) gone.delete(id);
  }
}

/** The reversal that deletes, of the objects that the entry created, those in `gone`. */
function without(gone: ReadonlySet<string>, entry: Entry, current: CurrentState): Reversal {
  const { objectOf, parents, groups } = current;
  const back = restored(entry, current, gone);
  const stands = (id: string) => back.has(id) || (!gone.has(id) && objectOf(id) !== undefined);
  const lacking = dependentsOf(back, current);
  const changes: Change[] = [];
  const done: Step[] = [];
  for (const { id, before, after, lacks = [] } of entry.toReversed()) {
    const now = objectOf(id);
    if (gone.has(id) && now !== undefined) {
      changes.push({ op: 'delete', id });
      done.push({ id, before: now, ...lacked(parents(now), current) });
    } else if (back.has(id) && before !== undefined) {
      changes.push({ op: 'put', id, props: before });
      const lackedBy = lacking.filter(([, props]) => parents(props).includes(id)).map(([child]) => child);
      done.push({ id, after: before, ...(lackedBy.length > 0 && { lackedBy }) });
    } else if (before !== undefined && after !== undefined && now !== undefined) {
      const names = unbroken(before, after, now, groups(now));
      const had = parents(now);
      const to = parents(replaced(now, names, before));
      const known = [...had, ...lacks];
      if (names.length === 0 || !to.every((parent) => known.includes(parent) || stands(parent))) continue;
      changes.push(patch(id, pick(before, names), names));
      const left = had.filter((parent) => !to.includes(parent));
      done.push({ id, before: pick(now, names), after: pick(before, names), ...lacked(left, current) });
    }
  }
  return { changes, done };
}

/** Of the parents that a step takes from an object, those that were not there. */
function lacked(parents: readonly string[], { objectOf }: CurrentState): Pick<Step, 'lacks'> {
  const lacks = parents.filter((parent) => objectOf(parent) === undefined);
  return lacks.length > 0 ? { lacks } : {};
}

/** The objects that need one of these. */
function dependentsOf(
  ids: ReadonlySet<string>,
  { objects, parents }: CurrentState,
): readonly (readonly [string, Props])[] {
  return ids.size === 0 ? [] : [...objects()].filter(([, props]) => parents(props).some((id) => ids.has(id)));
}

/** The names of what the step set and nobody has changed since, without those of groups that others changed in part. */
function unbroken(
  before: Props,
  after: Props,
  now: Props,
  groups: readonly (readonly string[])[],
): readonly string[] {
  const names = namesOf(before, after);
  const others = new Set(names.filter((name) => !equal(own(now, name), own(after, name))));
  const broken = new Set(groups.filter((group) => group.some((name) => others.has(name))).flat());
  return names.filter((name) => !others.has(name) && !broken.has(name));
}

/** An object that stays, after a step of the reversal. */
function afterwards(props: Props, { before = {}, after = {} }: Partial<Step> = {}): Props {
  return replaced(props, namesOf(before, after), after);
}

function isOwnCreation(step: Step, now: Props | undefined): boolean {
  return step.before === undefined && now !== undefined && equal(now, step.after);
}

/** The deleted objects that can be put back: those whose parents are there or are put back with them. */
function restored(entry: Entry, { objectOf, parents }: CurrentState, gone: ReadonlySet<string>): Set<string> {
  const candidates = new Map<string, readonly string[]>();
  for (const { id, before, after, lacks = [] } of entry) {
    if (before === undefined || after !== undefined || objectOf(id) !== undefined) continue;
    candidates.set(
      id,
      parents(before).filter((parent) => !lacks.includes(parent)),
    );
  }
  const stands = (id: string) => candidates.has(id) || (!gone.has(id) && objectOf(id) !== undefined);
  let orphans: string[];
  do {
    orphans = [...candidates].filter(([, needed]) => !needed.every(stands)).map(([id]) => id);
    for (const id of orphans) candidates.delete(id);
  } while (orphans.length > 0);
  return new Set(candidates.keys());
}

function patch(id: string, set: Props, names: readonly string[]): Change {
  const unset = names.filter((name) => !Object.hasOwn(set, name));
  return {
    op: 'patch',
    id,
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(unset.length > 0 ? { unset } : {}),
  };
}
