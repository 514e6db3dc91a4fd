import type { LeftEdit } from '../outbox/index.ts';
import type { Change } from '../protocol/change.ts';
import type { Replica } from '../replica/replica.ts';
import type { LeftChange } from './events.ts';

/** Tells what older page loads left, each change once: there is a look at it again and again until it is settled. */
export class LeftNews {
  readonly #replica: Pick<Replica, 'canvas'>;
  readonly #tell: (left: readonly LeftChange[]) => void;
  readonly #seen = new Set<string>();
  #untold: readonly Change[] = [];
  #isCopied = false;

  constructor(replica: Pick<Replica, 'canvas'>, tell: (left: readonly LeftChange[]) => void) {
    this.#replica = replica;
    this.#tell = tell;
  }

  /** These are left now. */
  look(left: readonly LeftEdit[]): void {
    for (const { client, edit } of left) {
      const key = `${client} ${edit.edit}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#untold = [...this.#untold, ...edit.changes];
    }
    this.#go();
  }

  /** What the server had is known here now, or that nothing of it was kept: it is what the changes are told with. */
  copied(): void {
    this.#isCopied = true;
    this.#go();
  }

  #go(): void {
    if (!this.#isCopied || this.#untold.length === 0) return;
    const left = this.#untold.map((change) => ({ change, before: this.#replica.canvas.copy.get(change.id) }));
    this.#untold = [];
    this.#tell(left);
  }
}
