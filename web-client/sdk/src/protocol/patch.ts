import type { Append, Json, Patch } from './change.ts';

/** A patch taken apart into lists that can be changed. */
export interface PatchParts {
  readonly set: Map<string, Json>;
  readonly unset: Set<string>;
  readonly append: Map<string, Append>;
}

export function partsOf(patch: Patch): PatchParts {
  return {
    set: new Map(Object.entries(patch.set ?? {})),
    unset: new Set(patch.unset),
    append: new Map(Object.entries(patch.append ?? {})),
  };
}

/** The patch made of these, lists that are empty left out; undefined where all are. */
export function patchOf(id: string, { set, unset, append }: PatchParts): Patch | undefined {
  if (set.size + unset.size + append.size === 0) return undefined;
  return {
    op: 'patch',
    id,
    ...(set.size > 0 && { set: Object.fromEntries(set) }),
    ...(unset.size > 0 && { unset: [...unset] }),
    ...(append.size > 0 && { append: Object.fromEntries(append) }),
  };
}
