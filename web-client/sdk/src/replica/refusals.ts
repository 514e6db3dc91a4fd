import type { CanvasView } from '../canvas/index.ts';
import type { Outbox } from '../outbox/index.ts';
import { mayFitLater, reofferDeadline } from '../outbox/reoffer.ts';
import type { SealedEdit } from '../outbox/sealedEdit.ts';
import type { WaitingEdit } from '../outbox/waitingEdits.ts';
import type { Props } from '../protocol/change.ts';
import type { Limits } from '../protocol/limits.ts';
import type { Refused, Welcome } from '../protocol/message.ts';
import { type Salvage, salvage } from './salvage.ts';
import { SetAsideEdits } from './setAsideEdits.ts';

/** What becomes of refused edits: they are offered again (E14), in part or in full, or are set aside. */
export class Refusals {
  readonly setAside: SetAsideEdits;
  readonly #outbox: Outbox;
  readonly #canvas: CanvasView;

  constructor(client: string, outbox: Outbox, canvas: CanvasView) {
    this.#outbox = outbox;
    this.#canvas = canvas;
    this.setAside = new SetAsideEdits(client, outbox.records);
  }

  /** An edit is refused over the socket. Returns the objects that it changed. */
  refused({ edit, code, message, number }: Refused, now: number): Set<string> {
    const sealed = this.#outbox.get(edit);
    if (!sealed || sealed.seq !== undefined) return new Set();
    if (sealed.changes.size === 0) {
      this.#outbox.take(sealed); // somebody else has used the number up
      return new Set();
    }
    if (number === 'taken') this.#outbox.skipNumbers();
    if (!mayFitLater(code)) {
      this.cannotBeTaken(sealed, `${code}: ${message}`);
    } else {
      const changes = this.#outbox.changes.leftOf(sealed);
      const until = this.#mayHaveComeEarly(sealed) ? reofferDeadline(now) : undefined;
      this.#outbox.wait(sealed, { changes, reason: message, until });
    }
    return new Set(sealed.changes.keys());
  }

  /**
   * The edits whose refusal was lost with the last socket, and what is left of each. Sent again as they are, they would
   * be judged after later ones, and undo what those have set.
   */
  unheard(welcome: Welcome): [SealedEdit, Pick<WaitingEdit, 'changes' | 'reason' | 'until'>][] {
    return this.#outbox.refusedUnheard(welcome).map((sealed) => {
      const changes = this.#outbox.changes.leftOf(sealed);
      return [sealed, { changes, reason: 'refused; why was lost with the connection', until: undefined }];
    });
  }

  cannotBeTaken(sealed: SealedEdit, reason: string): void {
    this.#outbox.take(sealed);
    this.setAside.add(sealed.stored, sealed.stored.changes, reason);
  }

  /** Made before this client came back, it may have come before other clients' edits that it builds on (E14). */
  #mayHaveComeEarly(sealed: SealedEdit): boolean {
    return sealed.madeIn < this.#outbox.returns;
  }

  /**
   * Offers again what waits, in its order and before what is open. An edit goes on waiting while something on its way
   * changes the same objects (that builds on it, and will be refused as well), or while it does not fit and has time.
   * Adds to `touched` what may look different.
   */
  offerAgain(touched: Set<string>, now: number, limits: Limits): void {
    const waiting = this.#outbox.waiting.all;
    const held = new Set(
      waiting
        .flatMap(({ changes }) => [...changes.keys()])
        .filter((id) => this.#outbox.changes.isOnItsWay(id)),
    );
    const objects = new Map<string, Props | undefined>();
    const objectOf = (id: string) => (objects.has(id) ? objects.get(id) : this.#canvas.copy.get(id));
    for (const edit of waiting) {
      const ids = [...edit.changes.keys()];
      const salvaged = salvage(edit.changes.values(), objectOf);
      const fits = salvaged.missing.length + salvaged.conflicting.length === 0;
      if (ids.some((id) => held.has(id)) || (!fits && (edit.until ?? now) > now)) {
        for (const id of ids) held.add(id);
        continue;
      }
      for (const [id, props] of salvaged.after) objects.set(id, props);
      for (const id of ids) touched.add(id);
      this.#outbox.waiting.remove(edit);
      this.#makeAgain(edit, salvaged, limits);
    }
  }

  /** Makes it again in a new edit. The rest is set aside, unless its objects were deleted. */
  #makeAgain(waiting: WaitingEdit, { parts, missing, conflicting }: Salvage, limits: Limits): void {
    const { stored, rank, reason, until } = waiting;
    const rest = until !== undefined ? [...missing, ...conflicting] : conflicting;
    if (rest.length > 0) this.setAside.add(stored, rest, reason);
    else this.#outbox.records.giveUp(stored.edit);
    const below = (id: string) => this.#canvas.below(id);
    this.#outbox.addBefore(parts, { group: stored.group, at: stored.at, rank }, below, limits);
  }
}
