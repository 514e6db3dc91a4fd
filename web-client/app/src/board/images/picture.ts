import { exportToCanvas, getCommonBounds } from '@excalidraw/excalidraw';
import type { BinaryFiles } from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';

/** The longer side of a picture, in pixels. */
const SIDE = 400;
const PADDING = 12;
/** Elements that are drawn: of more the largest. */
export const MOST_DRAWN = 2_000;
/** What is smaller on the picture is not seen, in pixels. */
const LEAST_SEEN = 0.7;
/** The server takes no more bytes. */
const MOST_BYTES = 64 << 10;
/** Of each the next is tried where the one before is too large, or not known to the browser. */
const WAYS = [
  ['image/webp', 0.8],
  ['image/jpeg', 0.7],
  ['image/jpeg', 0.3],
] as const;

export interface Pictured {
  readonly elements: readonly Element[];
  readonly files: BinaryFiles;
  readonly background: string;
}

/** A small picture of a board, in light colours: a dark page turns them, as it does on the board. */
export async function pictureOf({ elements, files, background }: Pictured): Promise<Blob | undefined> {
  const canvas = await exportToCanvas({
    elements: seen(elements, (element) => getCommonBounds([element])) as never,
    files,
    appState: { exportBackground: true, exportWithDarkMode: false, viewBackgroundColor: background },
    exportPadding: PADDING,
    maxWidthOrHeight: SIDE,
  });
  for (const [type, quality] of WAYS) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
    if (blob !== null && blob.size <= MOST_BYTES) return blob;
  }
  return undefined;
}

type Bounds = readonly [number, number, number, number];

/** Those that are large enough to be seen, from bottom to top. */
export function seen<T>(elements: readonly T[], boundsOf: (element: T) => Bounds): readonly T[] {
  const all = elements.map((element) => ({ element, bounds: boundsOf(element) }));
  const most = (at: 0 | 1 | 2 | 3, sign: 1 | -1) =>
    all.reduce((value, { bounds }) => Math.max(value, sign * bounds[at]), Number.NEGATIVE_INFINITY);
  const scale = SIDE / Math.max(most(2, 1) + most(0, -1), most(3, 1) + most(1, -1), 1);
  const sized = all.map(({ element, bounds: [left, top, right, bottom] }) => ({
    element,
    size: Math.max(right - left, bottom - top) * scale,
  }));
  const large = sized.filter(({ size }) => size >= LEAST_SEEN);
  if (large.length <= MOST_DRAWN) return large.map(({ element }) => element);
  const least = large.map(({ size }) => size).sort((a, b) => b - a)[MOST_DRAWN - 1] ?? 0;
  return large
    .filter(({ size }) => size >= least)
    .slice(-MOST_DRAWN)
    .map(({ element }) => element);
}
