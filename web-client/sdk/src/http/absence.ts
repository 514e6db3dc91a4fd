import { ApiProblem } from './problem.ts';

/** The least time between two answers that a project is gone for the second to count, in milliseconds. */
export const APART_MS = 2_000;

/** Why a project cannot be opened: it is not there, or not for this person. */
export type Absent = 'gone' | 'revoked';

/**
 * Whether a project is gone. A server that is just being replaced, or what stands between, may say so by mistake, and
 * nobody can take back what follows from it: it is believed when Easel itself has said it twice, some time apart, and
 * nothing else in between. That a person has no access only Easel says, in a word that nobody else uses, and an opened
 * page asks again: once is enough.
 */
export class Absence {
  /** Since when each answer said so; undefined where the last one did not. */
  #since: number | undefined;
  #sure: Absent | undefined;

  /** Why it is absent, once that is sure. */
  get sure(): Absent | undefined {
    return this.#sure;
  }

  /** Whether the last answer said that the project is gone. */
  get isTold(): boolean {
    return this.#since !== undefined;
  }

  /** The server has answered a call for the project. */
  there(): void {
    this.#since = undefined;
    this.#sure = undefined;
  }

  /** A call for the project has failed. */
  failed(cause: unknown, now: number): void {
    const { status, code } = cause instanceof ApiProblem && cause.isOurs ? cause : NOBODY;
    if (status === 403 && code === 'no_access') this.#sure = 'revoked';
    if (status !== 404) {
      this.#since = undefined;
      return;
    }
    this.#since ??= now;
    if (now - this.#since >= APART_MS) this.#sure = 'gone';
  }
}

const NOBODY = { status: undefined, code: undefined };
