import type { AppState } from '@excalidraw/excalidraw/types';
import { isOnlyOfOthers, type Report } from '../adapter/cursors.ts';
import { type InteractionState, isGesture } from '../adapter/interaction.ts';
import { Beat } from './Beat.ts';
import { Nudging } from './Nudging.ts';
import { watchPage } from './watchPage.ts';

/** What may have changed although nothing tells so is looked at within so long, in milliseconds. */
const LATER_MS = 1_000;

export interface GestureWatchOptions {
  /** Looks at the canvas, now. Returns whether something is left to tell, which is only so where it may be in parts. */
  readonly look: (isInParts: boolean) => boolean;
  /** Tells some of what is left. Returns whether there is more. */
  readonly tellMore: () => boolean;
  /** A pointer went down anywhere on the page. */
  readonly down: () => void;
}

/** What the person's hand does, as Excalidraw tells it and as the page does; and how often that is looked at. */
export class GestureWatch {
  readonly #beat: Beat;
  readonly #nudging: Nudging;
  readonly #stop: () => void;
  readonly #collect: () => void;
  /** What Excalidraw told last. */
  #last: Report<AppState> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** Whether a pointer is down anywhere on the page: a slider being dragged is a gesture as well. */
  #isPressed = false;

  constructor({ look, tellMore, down }: GestureWatchOptions) {
    const lookNow = (isInParts: boolean) => {
      clearTimeout(this.#later);
      this.#later = undefined;
      return look(isInParts);
    };
    const collect = () => void lookNow(false);
    this.#collect = collect;
    this.#beat = new Beat({ look: lookNow, tellMore });
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

  /**
   * Whether Excalidraw tells of other people only, whose cursors move. The canvas is looked at all the same, but later:
   * something may have been changed on it at the same time.
   */
  isOfOthers(report: Report<AppState>): boolean {
    const last = this.#last;
    this.#last = report;
    if (!isOnlyOfOthers(last, report, isGesture(this.interaction(report.state)))) return false;
    this.#later ??= setTimeout(() => this.#collect(), LATER_MS);
    return true;
  }

  /** Excalidraw has changed something. */
  changed(state: AppState): void {
    this.#beat.changed(isGesture(this.interaction(state)));
  }

  /** Shows what others have changed, once what the person does has been looked at. */
  show(show: () => void, state: AppState): void {
    this.#beat.show(show, isGesture(this.interaction(state)));
  }

  interaction(state: AppState): InteractionState {
    const cursorButton = this.#isPressed ? 'down' : state.cursorButton;
    return { ...state, cursorButton, isNudging: this.#nudging.isOn };
  }

  close(): void {
    clearTimeout(this.#later);
    this.#beat.stop();
    this.#nudging.end();
    this.#stop();
  }
}
