import type { Json, Props } from '@easel/sdk';
import type { LibraryItem } from '@excalidraw/excalidraw/types';
import { isRecord } from '../mending/values.ts';
import { readElements } from './readElements.ts';

/** A library as it can be shown and drawn. */
export interface ReadLibrary {
  readonly items: readonly LibraryItem[];
  /** How many items were left out, or a part of them: it cannot be drawn. */
  readonly odd: number;
}

/**
 * The items of a library file, of any version. Excalidraw refuses the whole file for one item that it cannot read; here
 * each element is mended as an object of a board is, and items of which nothing is left are left out.
 *
 * @param newId makes ids that nobody has: two items of one id are one to Excalidraw
 * @param now of items that do not tell when they were made, in milliseconds since 1970
 * @throws Error it is no library
 */
export function readLibrary(text: string, newId: () => string, now: number): ReadLibrary {
  const file: Json = JSON.parse(text);
  if (!isRecord(file) || file.type !== 'excalidrawlib') throw new Error('no library');
  const listed = file.libraryItems ?? file.library;
  if (!Array.isArray(listed)) throw new Error('a library without items');
  const ids = new Set<string>();
  const items: LibraryItem[] = [];
  let odd = 0;
  for (const one of listed as readonly Json[]) {
    // Before 2021 an item was its elements.
    const item: Props = Array.isArray(one) ? { elements: one } : isRecord(one) ? one : {};
    const given: readonly Json[] = Array.isArray(item.elements) ? item.elements : [];
    const read = readElements(given);
    const { elements } = read;
    if (read.odd > 0 || given.length === 0) odd++;
    if (elements.length === 0) continue;
    const id = typeof item.id === 'string' && item.id !== '' && !ids.has(item.id) ? item.id : newId();
    ids.add(id);
    items.push({
      id,
      status: item.status === 'published' ? 'published' : 'unpublished',
      elements: elements as unknown as LibraryItem['elements'],
      created: typeof item.created === 'number' ? item.created : now,
      ...(typeof item.name === 'string' && { name: item.name }),
    });
  }
  return { items, odd };
}
