import { keptValue } from '@easel/sdk';
import { useHandleLibrary } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useMemo } from 'react';
import { api } from '../../common/api.ts';
import { keptLibrary, type Library } from './keptLibrary.ts';

/** Where libraries are taken from: the server lets the page ask no other host (`WebResource`). */
const SOURCE = 'https://libraries.excalidraw.com';

const kept = keptValue<Library>(api, { database: 'easel-library', store: 'library', key: 'items' });

/**
 * Keeps the Library, and adds to it what `#addLibrary=…` in the address names, once the person has agreed.
 *
 * @param notKept tells the person that this browser does not keep it
 */
export function useLibrary(canvas: ExcalidrawImperativeAPI | null, notKept: () => void): void {
  const adapter = useMemo(() => keptLibrary(kept, notKept), [notKept]);
  useHandleLibrary({ excalidrawAPI: canvas, adapter, validateLibraryUrl: isAllowed });
}

/** Whether a library may be taken from there. */
export function isAllowed(url: string): boolean {
  return URL.canParse(url) && [SOURCE, globalThis.location?.origin].includes(new URL(url).origin);
}
