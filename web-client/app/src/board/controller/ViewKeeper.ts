import { equal } from '@easel/sdk';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { Stored } from '../../common/stored.ts';
import { type KeptOf, type KeptView, keptViews, viewOf, withView } from '../adapter/keptView.ts';

/** What is seen is kept within so long, in milliseconds. */
const KEEP_MS = 1_000;

const views = new Stored<readonly KeptOf[]>('views', keptViews);

/** Keeps, in this browser, which part of a board the person sees and what they draw with, for the next time. */
export class ViewKeeper {
  /** What was kept the last time. */
  readonly kept: KeptView | undefined;
  readonly #project: string;
  readonly #canvas: ExcalidrawImperativeAPI;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: string, canvas: ExcalidrawImperativeAPI) {
    this.#project = project;
    this.#canvas = canvas;
    this.kept = views.get().find((kept) => kept.project === project)?.view;
    if (this.kept !== undefined) this.#takeTools(this.kept);
    addEventListener('pagehide', this.#keep);
  }

  /** Called at every change of the canvas, once it is moved to where the person begins. */
  look(): void {
    this.#timer ??= setTimeout(this.#keep, KEEP_MS);
  }

  close(): void {
    removeEventListener('pagehide', this.#keep);
    this.#keep();
  }

  readonly #keep = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const view = viewOf(this.#canvas.getAppState());
    const last = views.get().at(-1);
    if (last?.project === this.#project && equal({ ...last.view }, { ...view })) return;
    views.set(withView(views.get(), this.#project, view));
  };

  #takeTools({ tool, locked, style }: KeptView): void {
    this.#canvas.updateScene({ appState: style as Partial<AppState> as never });
    this.#canvas.setActiveTool({ type: tool as 'selection', locked });
  }
}
