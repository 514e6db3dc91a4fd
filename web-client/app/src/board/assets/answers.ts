import { ApiProblem } from '@easel/sdk';

/**
 * What a failed upload means: the image is there all the same (`there`), it is to be tried again (`later`), or it will
 * never be taken as it is (`refused`).
 */
export function meaningOf(error: unknown): 'there' | 'later' | 'refused' {
  if (!(error instanceof ApiProblem)) return 'later';
  if (error.status === 409) return 'there';
  return error.status === 408 || error.status === 429 || error.status >= 500 ? 'later' : 'refused';
}

/** Why an image was refused and what to do, in words for people. */
export function refusalOf(error: ApiProblem): string {
  const detail = error.detail === '' ? error.title : error.detail;
  if (error.status === 413) return `It is too large (${detail}). Make it smaller and insert it again.`;
  if (error.status === 415)
    return `It is of a type no board shows (${detail}). Convert it and insert it again.`;
  if (error.status === 404) return 'This board is no longer there: somebody has deleted it.';
  return `The server does not take it: ${detail}`;
}
