import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';
import type { NoteAct } from './note.ts';

/** What the server did to the board in one go, at the person's word. */
export interface Done {
  /** What it has come to, in words for people. */
  readonly message: string;
  /** Has the server take it back, which can be taken back in turn; undefined where nothing was done. */
  readonly takeBack: (() => Promise<Done>) | undefined;
}

type Way = 'undo' | 'redo';

const OTHER = { undo: 'redo', redo: 'undo' } as const;

/** How long a press waits for what is under way, in milliseconds: a call may take minutes. */
const PATIENCE_MS = 3_000;

/**
 * The last thing that the server did to the board at the person's word. The person's own steps of undo know nothing of
 * it: it is taken back by another call, and done again by one more. It counts as the last step until the person changes
 * something on the board, also while the server is at work.
 */
export class LastAct {
  /** Which way is open now. */
  readonly way = new Value<Way | undefined>(undefined);
  readonly #say: (message: string, act?: NoteAct) => void;
  #takeBack: Done['takeBack'];
  #isBusy = false;
  /** Whether what is pressed waits until what is under way is done. */
  #isAwaited = false;
  #waiting: (() => void)[] = [];
  /** How often something became the last step in place of what the server did. */
  #overtaken = 0;
  #version = '';

  constructor(say: (message: string, act?: NoteAct) => void) {
    this.#say = say;
  }

  /** The server is asked to do something now. Returns what tells when it is done; not called where it fails. */
  begin(): (done: Done) => void {
    const begun = this.#overtaken;
    return (done) => this.#did(done, begun, 'undo');
  }

  /**
   * Takes it back, or does it again. False where that is not the last step that way. While something is under way that
   * was the last step, `again` is called once that is done, or takes too long.
   */
  take(way: Way, again: () => void): boolean {
    if (this.#isAwaited) {
      this.#waiting.push(again);
      return true;
    }
    if (this.#isBusy || this.#takeBack === undefined || this.way.get() !== way) return false;
    void this.#run(this.#takeBack, way);
    return true;
  }

  /** The person has changed something: that is the last step now, and not what was pressed before it. */
  forget(): void {
    this.#overtaken++;
    this.#isAwaited = false;
    this.#waiting = [];
    this.#takeBack = undefined;
    this.way.set(undefined);
  }

  /** The project's active version: what was done in another one is not the last step in this one. */
  version(active: string): void {
    if (this.#version === active) return;
    this.#version = active;
    this.forget();
  }

  /** What was drawn since it began is the last step; then it can be taken back by the message's button only. */
  #did({ message, takeBack }: Done, begun: number, way: Way): void {
    if (begun === this.#overtaken) {
      this.#takeBack = takeBack;
      this.way.set(takeBack && way);
    }
    this.#say(message, takeBack && this.#offer(takeBack, way));
  }

  #offer(takeBack: () => Promise<Done>, way: Way): NoteAct {
    return { label: t(`common.${way}`), run: () => void this.#run(takeBack, way) };
  }

  async #run(takeBack: () => Promise<Done>, way: Way): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#isAwaited = true;
    const begun = this.#overtaken;
    const patience = setTimeout(() => this.#letGo(), PATIENCE_MS);
    this.#say(t(`board.${way}.begun`));
    try {
      this.#did(await takeBack(), begun, OTHER[way]);
    } catch (error) {
      this.#waiting = [];
      this.#say(t(`board.${way}.failed`, { why: failure(error) }), this.#offer(takeBack, way));
    } finally {
      clearTimeout(patience);
      this.#isBusy = false;
    }
    this.#letGo();
  }

  #letGo(): void {
    this.#isAwaited = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const again of waiting) again();
  }
}
