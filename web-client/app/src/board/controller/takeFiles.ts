import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { t } from '../../words/board.ts';
import type { Imports } from '../importing/Imports.ts';
import { isLibrary } from '../importing/kinds.ts';

/** How long it is told that a library cannot be read, in milliseconds. */
const SHOWN_MS = 10_000;

export interface Takers {
  readonly canvas: Pick<ExcalidrawImperativeAPI, 'updateLibrary'>;
  readonly imports: Pick<Imports, 'import'>;
  readonly say: (message: string, ms: number) => void;
}

/** Takes files that were dropped or pasted: the items of libraries into the Library, drawings onto the board. */
export async function takeFiles(files: readonly File[], { canvas, imports, say }: Takers): Promise<void> {
  for (const file of files) {
    if (!isLibrary(file.name)) continue;
    try {
      await canvas.updateLibrary({ libraryItems: file, merge: true, openLibraryMenu: true });
    } catch {
      say(t('board.notLibrary', { file: file.name, menu: t('board.menu.import') }), SHOWN_MS);
    }
  }
  await imports.import(files.filter(({ name }) => !isLibrary(name)));
}
