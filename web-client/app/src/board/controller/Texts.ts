import type { AppState } from '@excalidraw/excalidraw/types';
import type { BoardWords } from './BoardWords.ts';
import type { LostWords } from './LostWords.ts';
import { Writers, type WritersOptions } from './Writers.ts';

export interface TextsOptions extends WritersOptions {
  readonly words: BoardWords;
}

/** Texts that several people write in, on one canvas: who does, and whose words were lost. */
export class Texts {
  readonly writers: Writers;
  readonly #words: BoardWords;

  constructor(options: TextsOptions) {
    this.writers = new Writers(options);
    this.#words = options.words;
  }

  get lost(): LostWords {
    return this.#words.lost;
  }

  /** Called at every change of the canvas, after the changes on it are made. */
  look(state: Pick<AppState, 'editingTextElement'>): void {
    this.#words.watch.look(state);
    this.writers.look(state);
  }

  close(): void {
    this.writers.close();
    this.#words.watch.look({ editingTextElement: null });
  }
}
