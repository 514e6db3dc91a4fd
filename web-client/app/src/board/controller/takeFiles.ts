import { uuid } from '@easel/sdk';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { t } from '../../words/board.ts';
import type { Imports } from '../importing/Imports.ts';
import { isLibrary } from '../importing/kinds.ts';
import { type ReadLibrary, readLibrary } from './libraryItems.ts';

/** How long it is told what of a library cannot be read, in milliseconds. */
const SHOWN_MS = 10_000;

export interface Takers {
  readonly canvas: Pick<ExcalidrawImperativeAPI, 'updateLibrary'>;
  readonly imports: Pick<Imports, 'import'>;
  say(message: string, ms: number): void;
}

/** Takes files that were dropped or pasted: the items of libraries into the Library, drawings onto the board. */
export async function takeFiles(files: readonly File[], takers: Takers): Promise<void> {
  for (const file of files) if (isLibrary(file.name)) await takeLibrary(file, takers);
  await takers.imports.import(files.filter(({ name }) => !isLibrary(name)));
}

async function takeLibrary(file: File, takers: Takers): Promise<void> {
  const read = await libraryIn(file);
  if (read === undefined || read.items.length === 0) {
    takers.say(t('board.notLibrary', { file: file.name, menu: t('board.menu.import') }), SHOWN_MS);
    return;
  }
  await takers.canvas.updateLibrary({ libraryItems: [...read.items], merge: true, openLibraryMenu: true });
  if (read.odd > 0) takers.say(t('board.library.leftOut', { file: file.name, count: read.odd }), SHOWN_MS);
}

/** Undefined where the file is no library, or cannot be read from the disk any more. */
async function libraryIn(file: File): Promise<ReadLibrary | undefined> {
  try {
    return readLibrary(await file.text(), uuid, Date.now());
  } catch {
    return undefined;
  }
}
