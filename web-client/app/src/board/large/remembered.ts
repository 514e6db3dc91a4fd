/** What is found out about a list, once: it is replaced and never changed in place. */
export function remembered<L extends object, R>(find: (list: L) => R): (list: L) => R {
  const known = new WeakMap<L, { readonly answer: R }>();
  return (list) => {
    const last = known.get(list);
    if (last !== undefined) return last.answer;
    const answer = find(list);
    known.set(list, { answer });
    return answer;
  };
}

/** Left, top, right and bottom of what lies around the origin, where that is at a place. */
export function moved(
  [left, top, right, bottom]: readonly [number, number, number, number],
  { x, y }: { readonly x: number; readonly y: number },
): [number, number, number, number] {
  return [left + x, top + y, right + x, bottom + y];
}

/** For what has nothing: the same list each time, so that nothing seems to have changed. */
export const NOTHING: readonly never[] = Object.freeze([]);
