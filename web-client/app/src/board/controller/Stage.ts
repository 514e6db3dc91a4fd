import { CaptureUpdateAction, getCommonBounds } from '@excalidraw/excalidraw';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';

/** The part of Excalidraw's state that tells what is seen of the canvas. */
export type View = Pick<AppState, 'scrollX' | 'scrollY' | 'zoom'>;

/** Gestures and editors end here: they belong to elements that leave the canvas. */
const AT_REST = {
  editingTextElement: null,
  editingLinearElement: null,
  selectedLinearElement: null,
  newElement: null,
  multiElement: null,
  selectedElementIds: {},
} as const;

/**
 * The canvas while it shows something else than the project. What was on it and the part that was seen are kept, and
 * put back by `close`. Nothing that happens on it reaches the project: who opens a stage cuts the canvas off before.
 */
export class Stage {
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #kept: readonly Element[];
  readonly #view: View;
  readonly #closed: () => void;
  #isOpen = true;

  constructor(canvas: ExcalidrawImperativeAPI, closed: () => void) {
    this.#canvas = canvas;
    this.#closed = closed;
    this.#kept = canvas.getSceneElementsIncludingDeleted() as readonly Element[];
    const { scrollX, scrollY, zoom } = canvas.getAppState();
    this.#view = { scrollX, scrollY, zoom };
    canvas.updateScene({ appState: AT_REST, captureUpdate: CaptureUpdateAction.NEVER });
  }

  /** Excalidraw's own memory of the canvas stays that of the board: a preview is nothing to compare with later. */
  show(elements: readonly Element[]): void {
    if (!this.#isOpen) return;
    this.#canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.EVENTUALLY });
  }

  /** Marks elements as selected, so that they can be copied. */
  select(ids: ReadonlySet<string>): void {
    if (!this.#isOpen) return;
    const selectedElementIds = Object.fromEntries([...ids].map((id) => [id, true as const]));
    this.#canvas.updateScene({ appState: { selectedElementIds } });
  }

  /** Moves to these elements, where none of them is seen. */
  bringIntoView(elements: readonly Element[]): void {
    if (!this.#isOpen || elements.length === 0) return;
    const { scrollX, scrollY, zoom, width, height } = this.#canvas.getAppState();
    const isSeen = elements.some((element) => {
      const [left, top, right, bottom] = getCommonBounds([element]);
      const [x, y] = [-scrollX, -scrollY];
      return right > x && bottom > y && left < x + width / zoom.value && top < y + height / zoom.value;
    });
    if (!isSeen) this.#canvas.scrollToContent(elements, { fitToContent: true, animate: false });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#canvas.updateScene({
      elements: this.#kept,
      appState: { ...AT_REST, ...this.#view },
      captureUpdate: CaptureUpdateAction.NEVER,
    });
    this.#closed();
  }
}
