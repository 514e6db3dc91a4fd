import type { Project } from '@easel/sdk';
import { CaptureUpdateAction, restoreElements } from '@excalidraw/excalidraw';
import type {
  AppState,
  BinaryFiles,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
} from '@excalidraw/excalidraw/types';
import { failure } from '../common/failure.ts';
import type { Element } from './adapter/element.ts';
import { Link } from './adapter/link.ts';
import { Images } from './assets/Images.ts';
import { Company } from './Company.ts';
import type { Note } from './ui/NoteCard.tsx';

type PointerUpdate = Parameters<NonNullable<ExcalidrawProps['onPointerUpdate']>>[0];

/** The longest an import is told of as under way; the server is given up by then. */
const IMPORT_MS = 120_000;

/** One open board: Excalidraw on one side, the project on the other, and what goes between them. */
export class Desk {
  readonly project: Project;
  readonly images: Images;
  readonly #api: ExcalidrawImperativeAPI;
  readonly #show: (note: Note) => void;
  readonly #link: Link;
  readonly #company: Company;
  readonly #stop: (() => void)[] = [];
  /** Whether a pointer is down anywhere on the page: a slider being dragged is a gesture, too. */
  #pressed = false;
  #placed = false;

  constructor(project: Project, api: ExcalidrawImperativeAPI, show: (note: Note) => void) {
    this.project = project;
    this.#show = show;
    this.#api = api;
    this.#link = new Link(project, this.#scene(), {
      restore: (element) => restoreElements([element as Element], null)[0],
      nextFrame: (callback) => requestAnimationFrame(callback),
      rejected: (reason) => this.say(`This change cannot be kept: ${reason.message}`),
    });
    this.images = new Images(
      project,
      api,
      (ids) => this.#link.draw(ids),
      (message) => this.say(message, 8_000),
    );
    this.#company = new Company(project, api);
    this.#watchPage();
    if (window.easel?.project === project) window.easel.elements = () => this.#elements();
  }

  readonly changed = (elements: readonly Element[], state: AppState, files: BinaryFiles): void => {
    this.#link.collect(elements, this.#hand(state));
    this.images.look(elements, files);
    this.#company.tell(state);
    this.#place(elements);
  };

  readonly pointer = (update: PointerUpdate): void => this.#company.pointer(update);

  /** Undo and redo wait until the hand has let go, as Excalidraw's own do. */
  undo(): void {
    if (this.#free()) this.project.undo.undo();
  }

  redo(): void {
    if (this.#free()) this.project.undo.redo();
  }

  async save(): Promise<void> {
    this.collect();
    try {
      await Promise.all([this.project.flush(), this.images.uploads.flush()]);
      // That an image is there is an edit, too.
      await this.project.flush();
      this.say('Saved');
    } catch (error) {
      this.say(failure(error));
    }
  }

  /** A board's file becomes part of this board: all of it or, where it cannot be read, nothing. */
  async import(file: Blob & { name?: string }): Promise<void> {
    this.say(`Importing ${file.name ?? 'the drawing'} …`, IMPORT_MS);
    try {
      this.collect();
      await this.project.flush();
      const { objects } = await this.images.api.import(this.project.id, file);
      this.say(`${objects.toLocaleString('en')} objects imported`);
      this.#placed = false;
    } catch (error) {
      this.say(`The drawing was not imported. ${failure(error)}`, 8_000);
    }
  }

  say(message: string, ms = 3_000): void {
    this.#show({ message, ms, at: performance.now() });
  }

  /** Looks at the canvas now: what was drawn since Excalidraw last told of a change, for a page that is closing. */
  readonly collect = (): void => {
    this.#link.collect(this.#elements(), this.#hand(this.#api.getAppState()));
  };

  close(): void {
    this.collect();
    for (const stop of this.#stop) stop();
    this.#link.close();
    this.images.close();
    this.#company.close();
  }

  #scene() {
    return {
      elements: () => this.#elements(),
      hand: () => this.#hand(this.#api.getAppState()),
      show: (elements: readonly Element[]) =>
        this.#api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER }),
    };
  }

  #elements(): readonly Element[] {
    return this.#api.getSceneElementsIncludingDeleted() as readonly Element[];
  }

  #hand(state: AppState): AppState {
    return this.#pressed ? { ...state, cursorButton: 'down' } : state;
  }

  #free(): boolean {
    const state = this.#api.getAppState();
    const { editingTextElement, newElement, multiElement, selectedElementsAreBeingDragged } = state;
    return !(
      this.#pressed ||
      editingTextElement ||
      newElement ||
      multiElement ||
      selectedElementsAreBeingDragged
    );
  }

  /** Shows the drawing when it is first there, wherever on the endless canvas it lies. */
  #place(elements: readonly Element[]): void {
    if (this.#placed || !this.project.status.synced) return;
    const visible = elements.filter((element) => !element.isDeleted);
    if (visible.length === 0 && this.project.objects.size > 0) return;
    this.#placed = true;
    if (visible.length > 0) this.#api.scrollToContent(visible, { fitToContent: true, animate: false });
  }

  #watchPage(): void {
    const down = () => {
      this.#pressed = true;
    };
    const up = () => {
      this.#pressed = false;
      // After Excalidraw has heard of it: a slider let go tells of no change.
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
