import type { Project } from '@easel/sdk';
import type { BoardWords } from '../controller/BoardWords.ts';
import type { OwnImages } from '../images/OwnImages.ts';
import { boardSave } from './boardSave.ts';

/**
 * A project that is open in this page, with the words in it that may be lost, and with its own images from when a
 * canvas first asks for them.
 */
export class OpenBoard {
  readonly project: Project;
  /** From the beginning: what older page loads left is told before there is a canvas. */
  readonly words: BoardWords;
  readonly #openImages: () => OwnImages;
  #images: OwnImages | undefined;

  constructor(project: Project, words: BoardWords, openImages: () => OwnImages) {
    this.project = project;
    this.words = words;
    this.#openImages = openImages;
  }

  get id(): string {
    return this.project.id;
  }

  get images(): OwnImages {
    this.#images ??= this.#openImages();
    return this.#images;
  }

  /** Whether closing it loses something: it is neither saved nor kept in this browser. */
  get isLosing(): boolean {
    const { saveState } = this.project;
    const save = this.#images === undefined ? saveState : boardSave(saveState, this.#images.uploads.state);
    return 'kept' in save && !save.kept;
  }

  /** Calls the listener after `isLosing` may have changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    const stop = [this.project.on('saveState', listener), this.#images?.uploads.onChange(listener)];
    return () => {
      for (const end of stop) end?.();
    };
  }

  async close(): Promise<void> {
    this.#images?.close();
    await this.project.close();
    this.words.close();
  }
}
