import type { BrowserContext, WebSocketRoute } from '@playwright/test';
import type { Board } from './board.ts';

/** A browser's network, which can be cut; its sockets go on under Playwright's own switch. */
export class Network {
  readonly #context: BrowserContext;
  readonly #sockets = new Set<WebSocketRoute>();
  #isCut = false;

  constructor(context: BrowserContext) {
    this.#context = context;
  }

  async begin(): Promise<void> {
    await this.#context.routeWebSocket(/\/socket$/, (socket) => {
      if (this.#isCut) return void socket.close({ code: 1012 });
      socket.connectToServer();
      this.#sockets.add(socket);
    });
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#context.setOffline(true);
    for (const socket of this.#sockets) await socket.close({ code: 1012 });
    this.#sockets.clear();
  }

  async goOn(): Promise<void> {
    this.#isCut = false;
    await this.#context.setOffline(false);
  }
}

/** Objects of the pictures that the browser keeps, each with the picture itself. */
export const keptRows = (board: Board) => rows(board, 'easel-pictures', 'pictures');
/** Edits in the browser's outbox: of a guest, or of this person. */
export const unsentEdits = (board: Board, user?: string) =>
  rows(board, user === undefined ? 'easel' : `easel@${user}`, 'outbox');

function rows(board: Board, database: string, store: string): Promise<number> {
  return board.page.evaluate(
    ([database, store]) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(database as string);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const open = opening.result;
          const count = open
            .transaction(store as string)
            .objectStore(store as string)
            .count();
          count.onsuccess = () => {
            open.close();
            resolve(count.result);
          };
        };
      }),
    [database, store],
  );
}
