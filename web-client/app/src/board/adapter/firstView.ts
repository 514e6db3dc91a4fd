/** Elements that are seen at first, at most: more are drawn slowly, and too small to tell what they are. */
const MOST_SEEN = 1_000;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a drawing, what a person who comes for the first time looks at: all of it, or of a large one the middle. */
export function seenFirst<T extends Box>(
  elements: readonly T[],
  view: Pick<Box, 'width' | 'height'>,
): readonly T[] {
  if (elements.length <= MOST_SEEN) return elements;
  const placed = elements.map((element) => ({
    element,
    x: element.x + element.width / 2,
    y: element.y + element.height / 2,
  }));
  const [x, y] = [middle(placed.map(({ x }) => x)), middle(placed.map(({ y }) => y))];
  const away = (of: { readonly x: number; readonly y: number }) =>
    Math.max(Math.abs(of.x - x) / view.width, Math.abs(of.y - y) / view.height);
  return placed
    .map(({ element, ...at }) => ({ element, away: away(at) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, MOST_SEEN)
    .map(({ element }) => element);
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
