import type { DeletedObject } from '@easel/sdk';

/** Objects that one person deleted at a time. They were there, as they were, at `before`. */
export interface Deletion {
  readonly before: number;
  readonly at: number;
  readonly by: string;
  readonly objects: readonly DeletedObject[];
}

/**
 * Deleted objects, the last deleted first, by who deleted them together: in one event, or in several without another
 * between (a large deletion is several events). The last of them is left out where more objects follow, which may
 * belong to it.
 */
export function deletionsOf(objects: readonly DeletedObject[], hasMore = false): readonly Deletion[] {
  const groups: DeletedObject[][] = [];
  for (const object of objects) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && last.author === object.author && last.seq - object.seq <= 1) group.push(object);
    else groups.push([object]);
  }
  if (hasMore) groups.pop();
  return groups.map((group) => {
    const [first, last] = [group[0] as DeletedObject, group.at(-1) as DeletedObject];
    return { before: last.seq - 1, at: first.at, by: first.by, objects: group };
  });
}
