import { serializeAsJSON } from '@excalidraw/excalidraw';
import { download } from '../../common/copy.ts';
import type { BoardController } from './BoardController.ts';

/** Saves what the canvas shows as a file that opens in Excalidraw. */
export function exportBoard({ canvas }: BoardController, title: string): void {
  const json = serializeAsJSON(canvas.getSceneElements(), canvas.getAppState(), canvas.getFiles(), 'local');
  download(new Blob([json], { type: 'application/vnd.excalidraw+json' }), fileName(title));
}

/** Without what file systems do not take. */
function fileName(title: string): string {
  const safe = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim();
  return `${safe === '' ? 'board' : safe}.excalidraw`;
}
