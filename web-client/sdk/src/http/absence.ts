import { ApiProblem } from './problem.ts';

/** The least time between two answers that a project is gone for the second to count, in milliseconds. */
export const APART_MS = 2_000;

/**
 * Whether a project is gone. A server that is just being replaced, or what stands between, may say so by mistake, and
 * nobody can take back what follows from it: it is believed when Easel itself has said it twice, some time apart, and
 * nothing else in between.
 */
export class Absence {
  /** Since when each answer said so; undefined where the last one did not. */
  #since: number | undefined;
  #isSure = false;

  get isSure(): boolean {
    return this.#isSure;
  }

  /** Whether the last answer said that the project is gone. */
  get isTold(): boolean {
    return this.#since !== undefined;
  }

  /** The server has answered a call for the project. */
  there(): void {
    this.#since = undefined;
    this.#isSure = false;
  }

  /** A call for the project has failed. */
  failed(cause: unknown, now: number): void {
    if (!(cause instanceof ApiProblem && cause.status === 404 && cause.isOurs)) {
      this.#since = undefined;
      return;
    }
    this.#since ??= now;
    if (now - this.#since >= APART_MS) this.#isSure = true;
  }
}
