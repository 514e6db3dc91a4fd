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
  | 'editingFrame'
  | 'editingLinearElement'
  | 'selectedLinearElement'
  | 'selectedElementsAreBeingDragged'
  | 'selectedElementIds'
  | 'isResizing'
  | 'isRotating'
  | 'isCropping'
  | 'croppingElementId'
> & {
  /** Whether the selection is being moved by keys. Excalidraw does not tell. */
  readonly isNudging?: boolean;
};

/** What the person is doing with the canvas at this moment. */
export interface Interaction {
  /** A gesture is under way, of the pointer or a series of arrow keys: its changes are one step of undo. */
  readonly gesture: boolean;
  readonly typing: boolean;
  /** The text that is written in, or the frame whose name is: under the hand, which what lies in the frame is not. */
  readonly written: string | undefined;
  /**
   * The elements that are under the person's hand. They are not replaced: Excalidraw holds references to them, or the
   * next movement of the pointer builds on them. An editor of points or of a crop that is only open is no hand: it
   * finds its element by the id, at each movement again.
   */
  readonly held: ReadonlySet<string>;
}

export const NO_INTERACTION: Interaction = {
  gesture: false,
  typing: false,
  written: undefined,
  held: new Set(),
};

function isMoving(state: InteractionState): boolean {
  return state.selectedElementsAreBeingDragged || state.isResizing || state.isRotating || state.isCropping;
}

/** Whether a gesture is under way. It is asked at each frame, however much is selected. */
export function isGesture(state: InteractionState): boolean {
  return (
    isMoving(state) ||
    state.cursorButton === 'down' ||
    state.newElement !== null ||
    state.multiElement !== null ||
    state.isNudging === true
  );
}

export function interactionOf(state: InteractionState): Interaction {
  const isDown = state.cursorButton === 'down';
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
  const { editingLinearElement: editor, selectedLinearElement: line } = state;
  if (editor && (isDown || editor.lastUncommittedPoint)) held.add(editor.elementId);
  if (line?.isDragging && isDown) held.add(line.elementId);
  if (isMoving(state)) for (const id of Object.keys(state.selectedElementIds)) held.add(id);
  const written = state.editingTextElement?.id ?? state.editingFrame ?? undefined;
  return {
    gesture: isGesture(state),
    typing: written !== undefined,
    written,
    held,
  };
}

/** The shape whose label is being written. */
export function labelledBy({ editingTextElement }: InteractionState): string | null {
  return editingTextElement !== null && 'containerId' in editingTextElement
    ? editingTextElement.containerId
    : null;
}
