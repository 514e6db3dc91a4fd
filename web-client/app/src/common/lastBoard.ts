import { boardPath } from './route.ts';
import { Stored } from './stored.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The board that was opened last. */
export const lastBoard = new Stored<string | undefined>('lastBoard', (id) =>
  typeof id === 'string' && UUID.test(id) ? id : undefined,
);

/**
 * Where a page of the app goes on that was opened by a site of libraries, to have one added: that site is told where
 * the app is, not which board the person has open.
 */
export function placeOfLibrary(hash: string): string | undefined {
  const board = lastBoard.get();
  return hash.startsWith('#addLibrary=') && board !== undefined ? boardPath(board) + hash : undefined;
}
