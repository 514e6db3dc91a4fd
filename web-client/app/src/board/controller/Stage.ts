import { CaptureUpdateAction, getCommonBounds } from '@excalidraw/excalidraw';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { flushSync } from 'react-dom';
import type { Element } from '../adapter/element.ts';
import type { Bounds } from '../adapter/pick.ts';
import { Backdrop } from './Backdrop.ts';
import { drawOnceAFrame } from './drawOnceAFrame.ts';

/** The part of Excalidraw's state that tells what is seen of the canvas. */
export type View = Pick<AppState, 'scrollX' | 'scrollY' | 'zoom'>;

/** Gestures and editors end here: they belong to elements that leave the canvas. */
const AT_REST = {
  editingTextElement: null,
  editingFrame: null,
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
  readonly #stop: readonly (() => void)[];
  /** All that it shows. */
  #all: () => readonly Element[] = () => [];
  /** Whether that is drawn, as it is and where it is. */
  #isDrawn = false;
  /** While only a part of it is drawn. */
  #backdrop: Backdrop | undefined;
  #isOpen = true;

  constructor(canvas: ExcalidrawImperativeAPI, closed: () => void) {
    this.#canvas = canvas;
    this.#closed = closed;
    this.#kept = canvas.getSceneElementsIncludingDeleted() as readonly Element[];
    const { scrollX, scrollY, zoom } = canvas.getAppState();
    this.#view = { scrollX, scrollY, zoom };
    drawOnceAFrame(false);
    canvas.updateScene({ appState: AT_REST, captureUpdate: CaptureUpdateAction.NEVER });
    const moved = () => this.#moved();
    window.addEventListener('resize', moved);
    this.#stop = [canvas.onScrollChange(moved), () => window.removeEventListener('resize', moved)];
  }

  show(elements: readonly Element[]): void {
    if (!this.#isOpen) return;
    this.#all = () => elements;
    this.#draw(elements);
    this.#uncover();
    this.#isDrawn = true;
  }

  /**
   * Shows elements that are others than before only there. Excalidraw draws all that it has at each change; so it has
   * only what is to be drawn there, and the rest is a picture.
   *
   * @param where gives the elements that are wanted by where they are
   */
  change(changed: readonly Bounds[], where: (isWanted: (at: Bounds) => boolean) => readonly Element[]): void {
    if (!this.#isOpen) return;
    this.#all = () => where(() => true);
    const backdrop = this.#backdrop ?? this.#covered();
    if (backdrop === undefined) {
      this.show(this.#all());
      return;
    }
    this.#backdrop = backdrop;
    this.#isDrawn = false;
    backdrop.add(changed);
    this.#draw(where((at) => backdrop.touches(at)));
    backdrop.reveal();
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
    for (const stop of this.#stop) stop();
    const giveBack = () => {
      this.#canvas.updateScene({
        elements: this.#kept,
        appState: { ...AT_REST, ...this.#view },
        captureUpdate: CaptureUpdateAction.NEVER,
      });
      this.#closed();
    };
    // Uncovered before all is drawn, the part that is drawn would be seen alone for a frame.
    try {
      if (this.#backdrop === undefined) giveBack();
      else flushSync(giveBack);
      this.#uncover();
    } finally {
      drawOnceAFrame(true);
    }
  }

  /**
   * Drawn when this returns: what is behind the canvas is seen beside it. Excalidraw's own memory of the canvas stays
   * that of the board: a preview is nothing to compare with later.
   */
  #draw(elements: readonly Element[]): void {
    // A change of the state, though of nothing in it, is what is drawn before this returns.
    flushSync(() =>
      this.#canvas.updateScene({ elements, appState: {}, captureUpdate: CaptureUpdateAction.EVENTUALLY }),
    );
  }

  #covered(): Backdrop | undefined {
    const drawn = document.querySelector<HTMLCanvasElement>('.excalidraw canvas.static');
    if (!this.#isDrawn || drawn === null) return undefined;
    const { scrollX, scrollY, zoom, width, height } = this.#canvas.getAppState();
    return new Backdrop(drawn, { left: -scrollX, top: -scrollY, scale: zoom.value, width, height });
  }

  #uncover(): void {
    this.#backdrop?.remove();
    this.#backdrop = undefined;
  }

  /** The picture does not fit any more; all is drawn where it is now. */
  #moved(): void {
    this.#isDrawn = false;
    if (this.#backdrop === undefined) return;
    this.#uncover();
    this.#canvas.updateScene({ elements: this.#all(), captureUpdate: CaptureUpdateAction.EVENTUALLY });
  }
}
