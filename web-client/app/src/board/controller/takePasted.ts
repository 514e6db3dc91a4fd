import type { Json } from '@easel/sdk';
import type { ExcalidrawProps } from '@excalidraw/excalidraw/types';
import { t } from '../../words/board.ts';
import { readElements } from './readElements.ts';

/** How long it is told what could not be pasted, in milliseconds. */
const SHOWN_MS = 8_000;

type Pasted = Parameters<NonNullable<ExcalidrawProps['onPaste']>>[0];

/** Mends, in place, what was copied here or elsewhere and is being pasted. Returns whether there is something of it. */
export function takePasted(pasted: Pasted, say: (message: string, ms: number) => void): boolean {
  // Short forms that programs copy are made elements by Excalidraw.
  if (pasted.elements === undefined || pasted.programmaticAPI === true) return true;
  const { elements, odd } = readElements(pasted.elements as unknown as readonly Json[]);
  pasted.elements = elements as unknown as NonNullable<Pasted['elements']>;
  if (odd > 0) say(t('board.paste.odd', { count: odd }), SHOWN_MS);
  return elements.length > 0;
}
