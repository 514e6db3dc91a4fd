import type { AppState } from '@excalidraw/excalidraw/types';

/** The part of Excalidraw's state that tells of gestures and typing. */
export type InteractionState = Pick<
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
export interface Interaction {
  /** A pointer gesture is under way: its changes are one step of undo. */
  readonly gesture: boolean;
  readonly typing: boolean;
  /** The elements that are being changed. Excalidraw holds references to them, so they are not replaced. */
  readonly held: ReadonlySet<string>;
}

export const NO_INTERACTION: Interaction = { gesture: false, typing: false, held: new Set() };

export function interactionOf(state: InteractionState): Interaction {
  const moving =
    state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating || state.isCropping;
  const held = new Set<string>();
  for (const element of [
    state.newElement,
    state.multiElement,
    state.resizingElement,
    state.startBoundElement,
    state.editingTextElement,
  ]) {
    if (element) held.add(element.id);
  }
  if (state.editingLinearElement) held.add(state.editingLinearElement.elementId);
  if (state.croppingElementId) held.add(state.croppingElementId);
  if (moving) for (const id of Object.keys(state.selectedElementIds)) held.add(id);
  return {
    gesture:
      moving || state.cursorButton === 'down' || state.newElement !== null || state.multiElement !== null,
    typing: state.editingTextElement !== null,
    held,
  };
}
