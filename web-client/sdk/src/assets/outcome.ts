import { ApiProblem } from '../http/index.ts';

/**
 * What a failed upload means: the server has something under this id all the same (`there`), it is to be tried again
 * (`later`), or the server will never take it as it is (`refused`).
 */
export type Outcome =
  | { readonly kind: 'there' }
  | { readonly kind: 'later' }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

export function outcomeOf(failure: unknown): Outcome {
  if (!(failure instanceof ApiProblem)) return { kind: 'later' };
  const { status, isOurs } = failure;
  if (status === 409) return { kind: 'there' };
  // Who has signed in again, or has another token, sends it.
  if (status === 401 || status === 408 || status === 429 || status >= 500) return { kind: 'later' };
  // What stands before the server wants a login again, or has no server just now.
  if (!isOurs && [403, 404, 407].includes(status)) return { kind: 'later' };
  return { kind: 'refused', problem: failure };
}
