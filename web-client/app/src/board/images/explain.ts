import type { ApiProblem } from '@easel/sdk';

/** What a person is told of an image whose bytes cannot be read. */
export const UNREADABLE = 'It cannot be read. Insert it again.';

/** Why the server refused an image and what to do, in words for people. */
export function explain({ status, title, detail }: ApiProblem): string {
  const reason = detail === '' ? title : detail;
  if (status === 413) return `It is too large (${reason}). Make it smaller and insert it again.`;
  if (status === 415)
    return `A board cannot show images of its type (${reason}). Convert it and insert it again.`;
  if (status === 404) return 'This board no longer exists: somebody has deleted it.';
  return `The server does not take it: ${reason}`;
}
