import type { Append, Json, Patch } from './change.ts';

/** The lists of a patch, in a form that can be changed. */
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

/** The patch with these lists; empty ones are left out. Undefined where all are empty. */
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
