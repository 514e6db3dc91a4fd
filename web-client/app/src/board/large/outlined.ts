/** What is outlined: what the person has selected, in the order of the elements, and then what others have. */
export function outlined<T>(
  elements: ReadonlyMap<string, T>,
  own: ReadonlyMap<string, unknown>,
  others: ReadonlyMap<string, unknown>,
): readonly T[] {
  const ids = [...own.keys(), ...[...others.keys()].filter((id) => !own.has(id))];
  return ids.flatMap((id) => elements.get(id) ?? []);
}
