import type { Props } from '@easel/sdk';
import { serializeAsJSON } from '@excalidraw/excalidraw';
import { download } from '../../common/copy.ts';
import type { Element } from '../adapter/element.ts';
import { elementOf } from '../adapter/toElement.ts';
import type { BoardController } from './BoardController.ts';
import { restored } from './restored.ts';

/** Saves what the canvas shows as a file that opens in Excalidraw. */
export function exportBoard({ canvas }: BoardController, title: string): void {
  exportElements(canvas, canvas.getSceneElements() as readonly Element[], title);
}

/** Saves these objects, which need not be on the canvas, as a file that opens in Excalidraw. */
export function exportObjects(
  { canvas }: BoardController,
  objects: ReadonlyMap<string, Props>,
  title: string,
): void {
  const elements = [...objects].flatMap(([id, props]) => elementOf(id, props, undefined, restored) ?? []);
  exportElements(canvas, elements, title);
}

function exportElements(
  canvas: BoardController['canvas'],
  elements: readonly Element[],
  title: string,
): void {
  const json = serializeAsJSON(elements, canvas.getAppState(), canvas.getFiles(), 'local');
  download(new Blob([json], { type: 'application/vnd.excalidraw+json' }), fileName(title));
}

/** Without what file systems do not take. */
function fileName(title: string): string {
  const safe = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim();
  return `${safe === '' ? 'board' : safe}.excalidraw`;
}
