import { type Api, NotEditable, type Project } from '@easel/sdk';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { failure } from '../../common/failure.ts';
import { t } from '../../words/board.ts';
import { type BoardLook, boardLookOf, changedLook, isSameLook, LOOK, lookOf } from '../adapter/boardLook.ts';
import type { NoteAct } from './note.ts';

/** Colours that a person tries one after another are one change, if no more than so much lies between them. In ms. */
export const SETTLED_MS = 600;
const CHOICE_MS = 8_000;

export interface LookOptions {
  readonly api: Pick<Api, 'changeSettings'>;
  readonly project: Pick<Project, 'id' | 'projectSettings' | 'on' | 'status'>;
  readonly canvas: Pick<ExcalidrawImperativeAPI, 'getAppState' | 'updateScene'>;
  readonly say: (message: string, ms: number, act?: NoteAct) => void;
  readonly later: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
}

/** Background and grid of the canvas ↔ those of the board, which are in the project's settings and the same for all. */
export class LookKeeper {
  readonly #options: LookOptions;
  readonly #stop: () => void;
  /** What is on the canvas, and known to be the board's or on its way there. */
  #shown: BoardLook;
  /** What the canvas had when it was last looked at. It has what it is given a moment later. */
  #seen: BoardLook;
  /** What the board was before the person began to change it. */
  #before: BoardLook | undefined;
  #timer: number | undefined;
  #wasSkipped = false;

  constructor(options: LookOptions) {
    this.#options = options;
    this.#seen = lookOf(options.canvas.getAppState());
    this.#shown = this.#seen;
    this.#stop = options.project.on('project', () => this.#show());
    this.#show();
  }

  /** Called at every change of the canvas. */
  look(state: { readonly [name in keyof BoardLook]?: unknown }): void {
    const look = lookOf(state);
    if (isSameLook(look, this.#seen)) {
      // Chosen while the board was only looked at: the canvas shows the board's again.
      if (this.#wasSkipped && !isSameLook(look, this.#shown))
        this.#options.canvas.updateScene({ appState: { ...this.#shown } });
      this.#wasSkipped = false;
      return;
    }
    this.#seen = look;
    if (isSameLook(look, this.#shown)) return;
    this.#before ??= this.#shown;
    this.#shown = look;
    this.#wait(() => void this.#send());
  }

  /** Called instead while the board is only looked at: what is chosen then is the canvas's alone, for a while. */
  skip(state: { readonly [name in keyof BoardLook]?: unknown }): void {
    this.#wasSkipped = true;
    this.#seen = lookOf(state);
  }

  close(): void {
    this.#stop();
    if (this.#before !== undefined) void this.#send();
    this.#wait(undefined);
  }

  /** The board's look, unless the person is changing it. */
  #show(): void {
    if (this.#before !== undefined) return;
    const look = boardLookOf(this.#options.project.projectSettings);
    if (isSameLook(look, this.#shown)) return;
    this.#shown = look;
    this.#options.canvas.updateScene({ appState: { ...look } });
  }

  async #send(): Promise<void> {
    const { say } = this.#options;
    const [before, look] = [this.#before, this.#shown];
    this.#before = undefined;
    if (before === undefined || isSameLook(before, look)) return;
    try {
      await this.#store(before, look);
      const takeBack = () => void this.#store(look, before).catch((error) => say(failure(error), CHOICE_MS));
      say(t('board.background.changed'), CHOICE_MS, { label: t('common.undo'), run: takeBack });
    } catch (error) {
      say(t('board.background.failed', { why: failure(error) }), CHOICE_MS);
      this.#show();
    }
  }

  /** Only what differs: somebody else may change the grid while this person chooses a background. */
  async #store(from: BoardLook, to: BoardLook): Promise<void> {
    const { api, project } = this.#options;
    // The person may have become a viewer since they chose it.
    if (project.status.readOnly) throw new NotEditable('this project may only be looked at');
    await api.changeSettings(project.id, { [LOOK]: changedLook(from, to) });
  }

  #wait(run: (() => void) | undefined): void {
    const { later, cancel } = this.#options;
    if (this.#timer !== undefined) cancel(this.#timer);
    this.#timer = run && later(run, SETTLED_MS);
  }
}
