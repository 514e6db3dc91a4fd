import type { Project } from '@easel/sdk';
import type { AppState, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { api } from '../../common/api.ts';
import type { Element } from '../adapter/element.ts';
import { pictureOf } from '../images/picture.ts';
import { FirstTitle } from './FirstTitle.ts';
import { LookKeeper } from './LookKeeper.ts';
import type { NoteAct } from './note.ts';
import { PictureKeeper } from './PictureKeeper.ts';

export interface WatchersOptions {
  readonly project: Project;
  readonly canvas: ExcalidrawImperativeAPI;
  /** Whether the person may change the board, and it is the board that is shown. */
  readonly isAble: () => boolean;
  readonly say: (message: string, ms: number, act?: NoteAct) => void;
}

/** What is made of a board beside its objects: its look, its title, its picture. */
export class Watchers {
  readonly #options: WatchersOptions;
  readonly #look: LookKeeper;
  readonly #title: FirstTitle;
  readonly #picture: PictureKeeper;
  readonly #stop: readonly (() => void)[];

  constructor(options: WatchersOptions) {
    const { project } = options;
    const timers = {
      later: (run: () => void, ms: number) => window.setTimeout(run, ms),
      cancel: (timer: number) => clearTimeout(timer),
    };
    this.#options = options;
    this.#look = new LookKeeper({ ...options, ...timers, api });
    this.#title = new FirstTitle({ ...options, api });
    this.#picture = new PictureKeeper({
      ...timers,
      now: () => performance.now(),
      isAlone: () => project.peers.size === 0,
      isAble: options.isAble,
      make: () => this.#makePicture(),
    });
    const hidden = () => document.visibilityState === 'hidden' && this.#picture.left();
    document.addEventListener('visibilitychange', hidden);
    this.#stop = [
      project.on('changed', ({ origin }) => {
        // A sync brings what was there already; whoever changed it has made the picture.
        if (origin !== 'sync') this.#picture.changed(origin === 'remote' ? 'other' : 'own');
      }),
      () => document.removeEventListener('visibilitychange', hidden),
    ];
  }

  /** Called at every change of the canvas. */
  look(elements: readonly Element[], state: AppState): void {
    if (!this.#options.isAble()) {
      this.#look.skip(state);
      return;
    }
    this.#look.look(state);
    this.#title.look(elements, state);
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#look.close();
    this.#picture.close();
  }

  /** Of what is on the canvas now; it is drawn when nothing else is to be done. */
  async #makePicture(): Promise<void> {
    const { project, canvas } = this.#options;
    const pictured = {
      elements: canvas.getSceneElements() as readonly Element[],
      files: canvas.getFiles(),
      background: canvas.getAppState().viewBackgroundColor,
    };
    await new Promise<void>((resolve) => {
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2_000 });
      else setTimeout(resolve);
    });
    const picture = await pictureOf(pictured);
    if (picture !== undefined) await api.putPicture(project.id, picture);
  }
}
