import type { AppState } from '@excalidraw/excalidraw/types';

export type HandState = Pick<
  AppState,
  | 'cursorButton'
  | 'newElement'
  | 'multiElement'
  | 'resizingElement'
  | 'startBoundElement'
  | 'editingTextElement'
  | 'editingLinearElement'
  | 'selectedElementsAreBeingDragged'
  | 'selectedElementIds'
  | 'isResizing'
  | 'isRotating'
  | 'isCropping'
  | 'croppingElementId'
>;

/** What the person is doing with the canvas at this moment. */
export interface Hand {
  /** A pointer gesture is under way: its changes are one step of undo. */
  readonly gesture: boolean;
  readonly typing: boolean;
  /** The elements under the hand. Excalidraw holds references to them, so they are not replaced. */
  readonly holds: ReadonlySet<string>;
}

export function handOf(state: HandState): Hand {
  const moving =
    state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating || state.isCropping;
  const holds = new Set<string>();
  for (const element of [
    state.newElement,
    state.multiElement,
    state.resizingElement,
    state.startBoundElement,
    state.editingTextElement,
  ]) {
    if (element) holds.add(element.id);
  }
  if (state.editingLinearElement) holds.add(state.editingLinearElement.elementId);
  if (state.croppingElementId) holds.add(state.croppingElementId);
  if (moving) for (const id of Object.keys(state.selectedElementIds)) holds.add(id);
  return {
    gesture:
      moving || state.cursorButton === 'down' || state.newElement !== null || state.multiElement !== null,
    typing: state.editingTextElement !== null,
    holds,
  };
}
