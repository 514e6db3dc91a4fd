import { type Part, partOf } from '../outbox/openEdit.ts';
import { appended, applyChange, Conflict } from '../protocol/apply.ts';
import type { Change, Props } from '../protocol/change.ts';
import { own, storedBytesOf } from '../protocol/json.ts';
import { partsOf, patchOf } from '../protocol/patch.ts';

/** The parts of a refused edit that can still be made, and those that cannot. */
export interface Salvage {
  readonly parts: readonly Part[];
  /** Their objects after them. */
  readonly after: ReadonlyMap<string, Props | undefined>;
  /** Changes of objects that are not there. */
  readonly missing: readonly Change[];
  /** Appends to a property that has another length or type by now. */
  readonly conflicting: readonly Change[];
}

/**
 * A refused edit is made again piece by piece: one object that another person deleted must not cost the other nine that
 * were moved with it.
 */
export function salvage(changes: Iterable<Change>, objectOf: (id: string) => Props | undefined): Salvage {
  const parts: Part[] = [];
  const left = new Map<string, Props | undefined>();
  const missing: Change[] = [];
  const conflicting: Change[] = [];
  for (const change of changes) {
    const props = objectOf(change.id);
    const [fitting, misfit] = props === undefined ? [change, undefined] : split(change, props);
    if (misfit) conflicting.push(misfit);
    const after = fitting && applyChange(props, fitting);
    if (after instanceof Conflict) missing.push(change);
    else if (fitting) {
      parts.push(partOf(fitting, after === undefined ? 0 : storedBytesOf(after)));
      left.set(change.id, after);
    }
  }
  return { parts, after: left, missing, conflicting };
}

/** The change without the appends that do not fit; and these appends. */
function split(change: Change, props: Props): [Change | undefined, Change | undefined] {
  if (change.op !== 'patch') return [change, undefined];
  const fitting = partsOf(change);
  const misfits = new Map<string, NonNullable<ReturnType<typeof fitting.append.get>>>();
  for (const [name, append] of fitting.append) {
    if (appended(own(props, name), append) !== undefined) continue;
    misfits.set(name, append);
    fitting.append.delete(name);
  }
  return [
    patchOf(change.id, fitting),
    patchOf(change.id, { set: new Map(), unset: new Set(), append: misfits }),
  ];
}
