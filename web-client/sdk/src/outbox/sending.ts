import type { SealedEdit } from './sealedEdit.ts';

/** Edits on the wire without an answer. While there are so many, further ones stay open and are combined. */
export const MOST_FLYING = 32;

/** Their bytes, when there is more than one. */
export const MOST_FLYING_BYTES = 2 << 20;

/** Which sealed edits are to be sent, in order, and which are on the wire, unanswered. */
export class Sending {
  #unsent = new Set<SealedEdit>();
  #flying = new Set<SealedEdit>();
  #bytes = 0;
  #isCareful = false;

  get flying(): ReadonlySet<SealedEdit> {
    return this.#flying;
  }

  get hasUnsent(): boolean {
    return this.#unsent.size > 0;
  }

  /** Whether as much is on the wire as may be. */
  get isBusy(): boolean {
    const most = this.#isCareful ? 1 : MOST_FLYING;
    return this.#flying.size >= most || this.#bytes >= MOST_FLYING_BYTES;
  }

  /** Sends one edit at a time until all are answered: one of them, not known which, got the socket closed (E14). */
  beCareful(): void {
    this.#isCareful = true;
  }

  add(edit: SealedEdit): void {
    this.#unsent.add(edit);
  }

  /** Before those with higher numbers that are not sent yet. */
  addInOrder(edit: SealedEdit): void {
    this.#unsent = new Set([...this.#unsent, edit].sort((a, b) => a.edit - b.edit));
  }

  /**
   * The edit to send next, if it may be sent now: edits go in order, and not before they are kept. One that comes
   * before some on the wire waits until all are answered: if the server took none of them (D5), it would take it for
   * the first of those that come again.
   */
  next(): SealedEdit | undefined {
    const [first] = this.#unsent;
    if (!first?.isKept || this.isBusy) return undefined;
    return [...this.#flying].some(({ edit }) => edit > first.edit) ? undefined : first;
  }

  sent(edit: SealedEdit): void {
    this.#unsent.delete(edit);
    this.#flying.add(edit);
    this.#bytes += edit.bytes;
  }

  /** It needs no sending any longer. */
  answered(edit: SealedEdit): void {
    if (this.#flying.delete(edit)) this.#bytes -= edit.bytes;
    this.#unsent.delete(edit);
    this.#isCareful &&= this.#flying.size + this.#unsent.size > 0;
  }

  /** Nothing is on the wire any longer; these are to be sent. */
  begin(unsent: Iterable<SealedEdit>): void {
    this.#flying = new Set();
    this.#bytes = 0;
    this.#unsent = new Set(unsent);
  }
}
