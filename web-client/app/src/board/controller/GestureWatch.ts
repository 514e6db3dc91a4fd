import type { AppState } from '@excalidraw/excalidraw/types';
import { type InteractionState, interactionOf } from '../adapter/interaction.ts';
import { Beat } from './Beat.ts';
import { Nudging } from './Nudging.ts';
import { watchPage } from './watchPage.ts';

export interface GestureWatchOptions {
  /** Looks at the canvas, now. */
  readonly collect: () => void;
  /** A pointer went down anywhere on the page. */
  readonly down: () => void;
}

/** What the person's hand does, as Excalidraw tells it and as the page does; and how often that is looked at. */
export class GestureWatch {
  readonly #beat: Beat;
  readonly #nudging: Nudging;
  readonly #stop: () => void;
  /** Whether a pointer is down anywhere on the page: a slider being dragged is a gesture as well. */
  #isPressed = false;

  constructor({ collect, down }: GestureWatchOptions) {
    this.#beat = new Beat(collect);
    this.#nudging = new Nudging(collect);
    this.#stop = watchPage({
      key: (event) => this.#nudging.key(event),
      down: () => {
        this.#nudging.end();
        this.#isPressed = true;
        down();
      },
      up: () => {
        this.#isPressed = false;
      },
      collect,
    });
  }

  get isPressed(): boolean {
    return this.#isPressed;
  }

  /** Excalidraw has changed something. */
  changed(state: AppState): void {
    this.#beat.changed(interactionOf(this.interaction(state)).gesture);
  }

  interaction(state: AppState): InteractionState {
    const cursorButton = this.#isPressed ? 'down' : state.cursorButton;
    return { ...state, cursorButton, isNudging: this.#nudging.isOn };
  }

  close(): void {
    this.#beat.stop();
    this.#nudging.end();
    this.#stop();
  }
}
