import type { Props } from '@easel/sdk';
import { Value } from '../../common/Value.ts';
import { Culprits } from '../mending/Culprits.ts';
import type { View } from './Stage.ts';

/** When nothing has failed for so long, in milliseconds, drawing goes well. */
const CALM_MS = 1_000;

/** The part of a board that is needed here. */
export interface GuardedBoard {
  /** Nothing on the canvas counts any more. Returns what was shown, what of it was drawn last, and the view. */
  abandon(): {
    readonly shown: ReadonlyMap<string, Props>;
    readonly drawn: ReadonlySet<string>;
    readonly view: View;
  };
  /** Excalidraw has drawn for a while without failing. */
  calm(): void;
}

/** Goes on with a new canvas when Excalidraw fails, and finds the object that it fails to draw. */
export class DrawingGuard {
  readonly culprits = new Culprits();
  /** How often there was a new canvas. */
  readonly attempt = new Value(0);
  /** Why drawing fails, where no object is the reason. */
  readonly failure = new Value<{ readonly reason: unknown } | undefined>(undefined);
  /** The part of the canvas that was seen when it failed. */
  view: View | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Excalidraw has failed with this board on its canvas. */
  failed(board: GuardedBoard | undefined, reason: unknown): void {
    clearTimeout(this.#timer);
    const suspects = board?.abandon();
    if (suspects === undefined || suspects.shown.size === 0) {
      this.failure.set({ reason });
      return;
    }
    this.view = suspects.view;
    this.culprits.failed(suspects.shown, suspects.drawn);
    this.attempt.set(this.attempt.get() + 1);
  }

  /** The board has a canvas now. */
  begun(board: GuardedBoard): void {
    clearTimeout(this.#timer);
    if (!this.culprits.isSearching) return;
    this.#timer = setTimeout(() => {
      // A page that is not seen draws nothing.
      if (!globalThis.document?.hidden) board.calm();
      this.begun(board);
    }, CALM_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
