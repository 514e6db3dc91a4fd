import { type LeaveGuard, leaveGuard } from '../../common/leaveGuard.ts';
import type { OpenBoard } from './OpenBoard.ts';

type Left = Pick<OpenBoard, 'id' | 'isLosing' | 'onChange' | 'close'>;

/**
 * Boards whose page was left inside the app. They are closed at once; but one whose work this browser does not keep
 * stays open until all of it is kept or saved, and the person is asked before the tab is closed.
 */
export class LeftProjects<B extends Left = OpenBoard> {
  readonly #guard: Pick<LeaveGuard, 'set'>;
  readonly #open = new Map<string, { readonly board: B; readonly stop: () => void }>();

  constructor(guard: Pick<LeaveGuard, 'set'> = leaveGuard) {
    this.#guard = guard;
  }

  leave(board: B): void {
    const look = () => {
      this.#guard.set(board, board.isLosing);
      if (board.isLosing) return;
      if (this.#open.get(board.id)?.board === board) this.take(board.id);
      void board.close();
    };
    this.#open.set(board.id, { board, stop: board.onChange(look) });
    look();
  }

  /** The board, if it is still open: whoever takes it closes it. */
  take(id: string): B | undefined {
    const left = this.#open.get(id);
    if (left === undefined) return undefined;
    this.#open.delete(id);
    left.stop();
    this.#guard.set(left.board, false);
    return left.board;
  }
}

export const leftProjects = new LeftProjects();
