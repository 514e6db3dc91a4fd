import type { Project } from '@easel/sdk';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Element } from '../adapter/element.ts';
import { seenFirst } from '../adapter/firstView.ts';
import { type KeptView, scrollTo } from '../adapter/keptView.ts';
import { ViewKeeper } from './ViewKeeper.ts';

/**
 * Which part of the canvas is seen when a board is opened: what the person saw the last time, or the drawing, wherever
 * it lies, or what a link leads to.
 */
export class Placement {
  readonly #project: Project;
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #views: ViewKeeper;
  /** Tells that what a link leads to is not there. */
  readonly #notFound: () => void;
  #isPlaced: boolean;
  /** What the person saw the last time. */
  #kept: KeptView | undefined;
  /** An object or group that a link leads to. */
  #target: string | undefined;

  /** @param isPlaced whether the canvas is where the person was a moment ago */
  constructor(project: Project, canvas: ExcalidrawImperativeAPI, isPlaced: boolean, notFound: () => void) {
    this.#project = project;
    this.#canvas = canvas;
    this.#views = new ViewKeeper(project.id, canvas);
    this.#isPlaced = isPlaced;
    this.#kept = this.#views.kept;
    this.#notFound = notFound;
  }

  /** Where nothing was to be seen until now, the canvas must not move under what is drawn. */
  stay(): void {
    if (this.#project.status.synced) this.#isPlaced = true;
  }

  goTo(target: string): void {
    this.#target = target;
  }

  /** Called at every change of the canvas. Moves the view when the drawing is there for the first time. */
  look(elements: readonly Element[]): void {
    const { shown, synced } = this.#project.status;
    if (shown) this.#place(elements, this.#project.objects.size, synced);
    if (this.#isPlaced) this.#views.look();
  }

  close(): void {
    this.#views.close();
  }

  /** @param isCurrent whether it is what the server has: a link's target is not looked for in an older picture */
  #place(elements: readonly Element[], objects: number, isCurrent: boolean): void {
    if (this.#isPlaced && (this.#target === undefined || !isCurrent)) return;
    const visible = elements.filter((element) => !element.isDeleted);
    if (visible.length === 0 && objects > 0) return;
    const target = isCurrent ? this.#takeTarget(visible) : undefined;
    const [kept, isFirst] = [this.#kept, !this.#isPlaced];
    this.#isPlaced = true;
    if (target !== undefined) this.#moveTo(target);
    else if (isFirst && kept !== undefined) this.#see(kept);
    else if (isFirst && visible.length > 0) this.#moveTo(seenFirst(visible, this.#canvas.getAppState()));
  }

  #moveTo(elements: readonly Element[]): void {
    this.#canvas.scrollToContent(elements, { fitToContent: true, animate: false });
  }

  #see(view: KeptView): void {
    const zoom = { value: view.zoom } as AppState['zoom'];
    this.#canvas.updateScene({ appState: { ...scrollTo(view, this.#canvas.getAppState()), zoom } });
  }

  /** What a link leads to, which is selected then. */
  #takeTarget(visible: readonly Element[]): readonly Element[] | undefined {
    const target = this.#target;
    if (target === undefined) return undefined;
    this.#target = undefined;
    const found = visible.filter(({ id, groupIds }) => id === target || groupIds?.includes(target));
    if (found.length === 0) {
      this.#notFound();
      return undefined;
    }
    const ids = found.map(({ id }) => [id, true as const]);
    this.#canvas.updateScene({ appState: { selectedElementIds: Object.fromEntries(ids) } });
    return found;
  }
}
