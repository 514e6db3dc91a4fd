import type { Outcome } from '@easel/sdk';
import { failure } from '../../common/failure.ts';
import { Value } from '../../common/Value.ts';
import type { HistoryController } from './HistoryController.ts';
import type { Span } from './readTimeline.ts';

/** What a look has come to; both are undefined until it is answered. */
export interface Looked {
  /** What would change. */
  readonly would: Outcome | undefined;
  /** Why that cannot be told, in words for people. */
  readonly problem: string | undefined;
}

/**
 * Takes back what a person did in a span, after one look at what that would change. It is the span of the moment when
 * it was asked, however the entry grows meanwhile: nothing is taken back that was not looked at.
 */
export class TakingBack {
  readonly by: string;
  readonly looked = new Value<Looked>({ would: undefined, problem: undefined });
  readonly #history: Pick<HistoryController, 'lookAtTakeBack' | 'takeBack'>;
  readonly #span: Span;

  constructor(
    history: Pick<HistoryController, 'lookAtTakeBack' | 'takeBack'>,
    by: string,
    { from, to }: Span,
  ) {
    this.#history = history;
    this.by = by;
    this.#span = { from, to };
    void this.#look();
  }

  async takeBack(): Promise<void> {
    await this.#history.takeBack(this.by, this.#span);
  }

  async #look(): Promise<void> {
    try {
      const would = await this.#history.lookAtTakeBack(this.by, this.#span);
      this.looked.set({ would, problem: undefined });
    } catch (error) {
      this.looked.set({ would: undefined, problem: failure(error) });
    }
  }
}
