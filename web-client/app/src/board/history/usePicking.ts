import { getCommonBounds, viewportCoordsToSceneCoords } from '@excalidraw/excalidraw';
import { useEffect } from 'react';
import { isWriting, letterOf } from '../../common/keys.ts';
import { picked, withParts } from '../adapter/pick.ts';
import type { HistoryController } from './HistoryController.ts';

/** Pixels that a pointer may move in a click. */
const STILL = 5;
/** Pixels beside an object that still count as on it. */
const MARGIN = 6;

/**
 * Picks objects of a preview by clicks on the canvas, several with Shift, all with Ctrl+A: in its view mode Excalidraw
 * selects nothing. What is picked can be copied. Escape leaves the preview.
 */
export function usePicking(history: HistoryController, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const { preview, board } = history;
    let pressed: readonly [number, number] = [0, 0];
    const selected = () => preview.state.get().shown?.selected ?? new Set<string>();
    const down = ({ target, clientX, clientY }: PointerEvent) => {
      if (target instanceof HTMLCanvasElement) pressed = [clientX, clientY];
    };
    const click = ({ target, clientX, clientY, shiftKey }: MouseEvent) => {
      if (!(target instanceof HTMLCanvasElement)) return;
      const isStill = Math.hypot(clientX - pressed[0], clientY - pressed[1]) < STILL;
      // Excalidraw drops what is selected at each press of a button, also where the canvas is only moved.
      if (!isStill) return preview.select(selected());
      const state = board.canvas.getAppState();
      const { x, y } = viewportCoordsToSceneCoords({ clientX, clientY }, state);
      const elements = preview.elements();
      const bounds = (element: (typeof elements)[number]) => getCommonBounds([element]);
      const ids = withParts(elements, picked(elements, [x, y], MARGIN / state.zoom.value, bounds));
      preview.select(shiftKey ? toggled(selected(), ids) : ids);
    };
    const key = (event: KeyboardEvent) => {
      if (isWriting(event.target)) return;
      if (event.key === 'Escape') preview.leave();
      else if (letterOf(event) === 'a' && (event.ctrlKey || event.metaKey))
        preview.select(new Set(preview.elements().map(({ id }) => id)));
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('pointerdown', down, { capture: true });
    window.addEventListener('click', click);
    window.addEventListener('keydown', key, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', down, { capture: true });
      window.removeEventListener('click', click);
      window.removeEventListener('keydown', key, { capture: true });
    };
  }, [history, isOn]);
}

function toggled(before: ReadonlySet<string>, ids: ReadonlySet<string>): ReadonlySet<string> {
  const isThere = [...ids].every((id) => before.has(id));
  return new Set(isThere ? [...before].filter((id) => !ids.has(id)) : [...before, ...ids]);
}
