import { ApiProblem, AssetRefused } from '@easel/sdk';

/** Why a call failed and what to do, in words for people. */
export function failure(error: unknown): string {
  if (error instanceof ApiProblem) {
    if (error.status === 404) return 'It no longer exists: somebody has deleted it.';
    if (error.status === 410) return 'It is older than what is kept on the server.';
    if (error.status === 503) return 'The server cannot do it right now. Try again in a moment.';
    return error.detail === '' ? error.title : error.detail;
  }
  if (error instanceof AssetRefused) return `An image is not saved. ${error.why}`;
  if (error instanceof TypeError) return 'The server cannot be reached. Check your connection and try again.';
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return 'The server did not answer in time. Try again.';
  }
  return error instanceof Error ? error.message : String(error);
}
