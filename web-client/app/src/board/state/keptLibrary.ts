import type { KeptValue } from '@easel/sdk';
import type { LibraryPersistenceAdapter } from '@excalidraw/excalidraw/data/library';
import type { LibraryItems_anyVersion } from '@excalidraw/excalidraw/types';

export interface Library {
  readonly libraryItems: LibraryItems_anyVersion;
}

/**
 * The person's Library, kept in this browser for all boards. What cannot be read is shown as empty, but is not saved
 * over: what is added then fails to be saved, and the person is told.
 *
 * @param notKept tells the person that this browser does not keep it
 */
export function keptLibrary(kept: KeptValue<Library>, notKept: () => void): LibraryPersistenceAdapter {
  return {
    load: ({ source }) =>
      kept.load().then(
        (library) => library ?? null,
        (failure) => {
          if (source === 'save') throw failure;
          return null;
        },
      ),
    save: ({ libraryItems }) => kept.save({ libraryItems }).catch(notKept),
  };
}
