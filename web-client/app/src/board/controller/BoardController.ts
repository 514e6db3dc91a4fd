import type { Project } from '@easel/sdk';
import { CaptureUpdateAction, restoreElements } from '@excalidraw/excalidraw';
import type {
  AppState,
  BinaryFiles,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
} from '@excalidraw/excalidraw/types';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import type { Element } from '../adapter/element.ts';
import { SceneSync } from '../adapter/sceneSync.ts';
import { Images } from '../images/Images.ts';
import { Collaborators } from './Collaborators.ts';
import type { Note } from './note.ts';
import { Stage } from './Stage.ts';

type PointerUpdate = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

/** How long an import is shown as under way, at most, in milliseconds. */
const IMPORT_MS = 120_000;

/** One open board: connects Excalidraw with the project. */
export class BoardController {
  readonly project: Project;
  readonly images: Images;
  /** What the canvas shows in place of the project. */
  readonly stage = new Value<Stage | undefined>(undefined);
  readonly #canvas: ExcalidrawImperativeAPI;
  readonly #show: (note: Note) => void;
  readonly #sync: SceneSync;
  readonly #collaborators: Collaborators;
  readonly #stop: (() => void)[] = [];
  /** Whether a pointer is down anywhere on the page: a slider being dragged is a gesture as well. */
  #isPressed = false;
  #isPlaced = false;

  constructor(project: Project, canvas: ExcalidrawImperativeAPI, show: (note: Note) => void) {
    this.project = project;
    this.#show = show;
    this.#canvas = canvas;
    this.#sync = new SceneSync(project, this.#scene(), {
      restore: (element) => restoreElements([element as Element], null)[0],
      nextFrame: (callback) => requestAnimationFrame(callback),
      rejected: (reason) => this.say(`This change cannot be kept: ${reason.message}`),
    });
    this.images = new Images({
      ...{ api, project, canvas },
      redraw: (ids) => this.#sync.draw(ids),
      notKept: () =>
        this.say('This browser keeps no images. Leave this tab open until the board says Saved.', 8_000),
    });
    this.#collaborators = new Collaborators(project, canvas);
    this.#watchPage();
    if (window.easel?.project === project) window.easel.elements = () => this.#elements();
  }

  readonly changed = (elements: readonly Element[], state: AppState, files: BinaryFiles): void => {
    if (this.stage.get() !== undefined) {
      this.images.fetchMissing(elements);
      return;
    }
    this.#sync.collect(elements, this.#interaction(state));
    this.images.look(elements, files);
    this.#collaborators.look(state);
    this.#place(elements);
  };

  readonly pointer = (update: PointerUpdate): void => this.#collaborators.pointer(update);

  /** The canvas, for what looks at it only. */
  get canvas(): ExcalidrawImperativeAPI {
    return this.#canvas;
  }

  /**
   * Cuts the canvas off from the project until the stage is closed: what is done on it is no edit, and what others do
   * is drawn afterwards. There is one at a time.
   */
  openStage(): Stage {
    const open = this.stage.get();
    if (open !== undefined) return open;
    this.#finish();
    this.#sync.suspend();
    this.#collaborators.suspend();
    const stage = new Stage(this.#canvas, () => {
      this.#sync.resume();
      this.#collaborators.resume();
      this.stage.set(undefined);
    });
    this.stage.set(stage);
    return stage;
  }

  /** Undo and redo do nothing during a gesture, as Excalidraw's own do. */
  undo(): void {
    if (this.#isIdle()) this.project.undo.undo();
  }

  redo(): void {
    if (this.#isIdle()) this.project.undo.redo();
  }

  async save(): Promise<void> {
    this.collect();
    try {
      await Promise.all([this.project.flush(), this.images.uploads.flush()]);
      // An uploaded image makes an edit, which is flushed as well.
      await this.project.flush();
      this.say('Saved');
    } catch (error) {
      this.say(failure(error));
    }
  }

  /** Merges a drawing's file into this board: all of it or, where it cannot be read, nothing. */
  async import(file: Blob & { name?: string }): Promise<void> {
    this.say(`Importing ${file.name ?? 'the drawing'} …`, IMPORT_MS);
    try {
      this.collect();
      await this.project.flush();
      const { objects } = await api.import(this.project.id, file);
      this.say(`${objects.toLocaleString('en')} objects imported`);
      this.#isPlaced = false;
    } catch (error) {
      this.say(`The drawing was not imported. ${failure(error)}`, 8_000);
    }
  }

  say(message: string, ms = 3_000): void {
    this.#show({ message, ms, at: performance.now() });
  }

  /** Looks at the canvas now, for what was drawn since Excalidraw last reported a change: the page may be closing. */
  readonly collect = (): void => {
    this.#sync.collect(this.#elements(), this.#interaction(this.#canvas.getAppState()));
  };

  close(): void {
    this.collect();
    for (const stop of this.#stop) stop();
    this.#sync.close();
    this.stage.get()?.close();
    this.images.close();
    this.#collaborators.close();
  }

  #scene() {
    return {
      elements: () => this.#elements(),
      interaction: () => this.#interaction(this.#canvas.getAppState()),
      show: (elements: readonly Element[]) =>
        this.#canvas.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER }),
    };
  }

  #elements(): readonly Element[] {
    return this.#canvas.getSceneElementsIncludingDeleted() as readonly Element[];
  }

  #interaction(state: AppState): AppState {
    return this.#isPressed ? { ...state, cursorButton: 'down' } : state;
  }

  #isIdle(): boolean {
    const state = this.#canvas.getAppState();
    const { editingTextElement, newElement, multiElement, selectedElementsAreBeingDragged } = state;
    return !(
      this.#isPressed ||
      editingTextElement ||
      newElement ||
      multiElement ||
      selectedElementsAreBeingDragged
    );
  }

  /** Ends what is being written or drawn, as leaving the field or Escape does; Excalidraw has no call for it. */
  #finish(): void {
    if (this.#canvas.getAppState().editingTextElement) (document.activeElement as HTMLElement | null)?.blur();
    if (!this.#isIdle()) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  }

  /** Moves the drawing into view when it is there for the first time, wherever on the canvas it lies. */
  #place(elements: readonly Element[]): void {
    if (this.#isPlaced || !this.project.status.synced) return;
    const visible = elements.filter((element) => !element.isDeleted);
    if (visible.length === 0 && this.project.objects.size > 0) return;
    this.#isPlaced = true;
    if (visible.length > 0) this.#canvas.scrollToContent(visible, { fitToContent: true, animate: false });
  }

  #watchPage(): void {
    const down = () => {
      this.#isPressed = true;
      // Where nothing was to be seen until now, the canvas must not move under what is drawn.
      if (this.project.status.synced) this.#isPlaced = true;
    };
    const up = () => {
      this.#isPressed = false;
      // After Excalidraw has handled the event: it does not report the end of a slider's drag as a change.
      setTimeout(this.collect);
    };
    const hidden = () => document.visibilityState === 'hidden' && this.collect();
    const listen = (target: EventTarget, type: string, listener: () => void) => {
      target.addEventListener(type, listener, { capture: true });
      this.#stop.push(() => target.removeEventListener(type, listener, { capture: true }));
    };
    listen(window, 'pointerdown', down);
    listen(window, 'pointerup', up);
    listen(window, 'pointercancel', up);
    listen(window, 'pagehide', this.collect);
    listen(document, 'visibilitychange', hidden);
  }
}
