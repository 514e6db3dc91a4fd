import { Value } from './Value.ts';

interface State<C> {
  readonly code: C | undefined;
  /** Whether it could not be loaded the last time. */
  readonly isBroken: boolean;
}

/**
 * A part of a page whose code is loaded when it is first shown. Where that fails, the page goes on without it, and it
 * can be loaded once more: React's `lazy` would throw in the middle of the page, then and ever after.
 */
export class Part<C> {
  readonly state = new Value<State<C>>({ code: undefined, isBroken: false });
  readonly #import: () => Promise<{ readonly default: C }>;
  #isLoading = false;

  constructor(load: () => Promise<{ readonly default: C }>) {
    this.#import = load;
  }

  /** Loads it, unless it is there or on its way. */
  readonly load = (): void => {
    if (this.#isLoading || this.state.get().code !== undefined) return;
    this.#isLoading = true;
    this.state.set({ code: undefined, isBroken: false });
    this.#import().then(
      (module) => this.#ended({ code: module.default, isBroken: false }),
      () => this.#ended({ code: undefined, isBroken: true }),
    );
  };

  #ended(state: State<C>): void {
    this.#isLoading = false;
    this.state.set(state);
  }
}
