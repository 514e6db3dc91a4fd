import { actOf } from '../../common/keys.ts';
import type { BoardController } from './BoardController.ts';

/**
 * Does what Excalidraw would otherwise do by itself: undo and redo are the project's, Ctrl+S saves, and a drawing
 * dropped onto the canvas is imported into the project. In the capture phase, before Excalidraw gets the event.
 * `readOnly`: none of this is done, and nothing can be dropped.
 */
export function intercept(container: HTMLElement, board: BoardController, readOnly: boolean): () => void {
  const key = (event: KeyboardEvent) => {
    const act = actOf(event);
    if (act === undefined || isWriting(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!readOnly) void board[act]();
  };
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer?.files[0];
    const drawing = file && isDrawing(file.name) ? file : undefined;
    // Excalidraw takes what is dropped also where its canvas is only looked at.
    if (drawing === undefined && !readOnly) return;
    event.preventDefault();
    event.stopPropagation();
    if (drawing !== undefined && !readOnly) void board.import(drawing);
  };
  window.addEventListener('keydown', key, { capture: true });
  container.addEventListener('drop', drop, { capture: true });
  return () => {
    window.removeEventListener('keydown', key, { capture: true });
    container.removeEventListener('drop', drop, { capture: true });
  };
}

/** By its name: the type of a file from the disk says nothing. */
export function isDrawing(name: string): boolean {
  return /\.(excalidraw|json)$/i.test(name);
}

/** In a field the browser's own undo applies. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}
