import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Action } from '@excalidraw/excalidraw/actions/types';
import type * as appState from '@excalidraw/excalidraw/appState';
import type * as restore from '@excalidraw/excalidraw/data/restore';
import type * as binding from '@excalidraw/excalidraw/element/binding';
import type * as containers from '@excalidraw/excalidraw/element/containerCache';
import type * as crop from '@excalidraw/excalidraw/element/cropElement';
import type * as drag from '@excalidraw/excalidraw/element/dragElements';
import type * as mutate from '@excalidraw/excalidraw/element/mutateElement';
import type * as newElement from '@excalidraw/excalidraw/element/newElement';
import type * as resize from '@excalidraw/excalidraw/element/resizeElements';
import type * as size from '@excalidraw/excalidraw/element/sizeHelpers';
import type * as text from '@excalidraw/excalidraw/element/textElement';
import type * as measure from '@excalidraw/excalidraw/element/textMeasurements';
import type * as indices from '@excalidraw/excalidraw/fractionalIndex';
import type * as frame from '@excalidraw/excalidraw/frame';
import type * as groups from '@excalidraw/excalidraw/groups';
import type Scene from '@excalidraw/excalidraw/scene/Scene';
import { pretendBrowser } from './dom.ts';

/** Excalidraw's own functions, also those that it exports to itself only. */
type Own = typeof appState &
  typeof restore &
  typeof binding &
  typeof containers &
  typeof crop &
  typeof drag &
  typeof mutate &
  typeof newElement &
  typeof resize &
  typeof size &
  typeof text &
  typeof measure &
  typeof indices &
  typeof frame &
  typeof groups & { readonly Scene_default: typeof Scene; readonly actions: readonly Action[] };

/** A letter is as wide as half its height. */
const LETTER = 0.5;

export const own: Own = await load();

async function load(): Promise<Own> {
  pretendBrowser();
  const main = createRequire(import.meta.url).resolve('@excalidraw/excalidraw');
  // The build for development: its names are not mangled.
  const folder = join(dirname(main), '..', 'dev');
  const index = join(folder, 'index.js');
  const parts = /from "\.\/(chunk-\w+\.js)"/.exec(readFileSync(index, 'utf8'));
  if (!parts?.[1]) throw new Error('Excalidraw is built in a way not known here');
  await import(/* @vite-ignore */ index); // registers the actions
  const loaded = (await import(/* @vite-ignore */ join(folder, parts[1]))) as Own;
  loaded.setCustomTextMetricsProvider({
    getLineWidth: (line, font) => line.length * Number.parseFloat(font) * LETTER,
  });
  return loaded;
}
