import { applyChange, Conflict, type Props, type SetAside } from '@easel/sdk';

/**
 * What edits that the server has not taken would have left of their objects, by id: laid over what there is now. What
 * no longer fits is left out, as is what they deleted.
 */
export function setAsideObjects(
  all: readonly SetAside[],
  objects: ReadonlyMap<string, Props>,
): ReadonlyMap<string, Props> {
  const made = new Map<string, Props | undefined>();
  for (const change of all.flatMap(({ changes }) => changes)) {
    const { id } = change;
    const after = applyChange(made.has(id) ? made.get(id) : objects.get(id), change);
    if (!(after instanceof Conflict)) made.set(id, after);
  }
  return new Map([...made].flatMap(([id, props]) => (props === undefined ? [] : [[id, props] as const])));
}
