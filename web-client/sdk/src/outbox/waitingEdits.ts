import type { Change } from '../protocol/change.ts';
import { rebased } from './combine.ts';
import type { Part } from './openEdit.ts';
import type { StoredEdit } from './outboxStore.ts';
import { reofferDeadline } from './reoffer.ts';

/**
 * An edit that was refused because an object is missing or a property has another value by now. What can still be made
 * of it is offered again under a new number: as soon as it fits, and otherwise without what does not fit, when its
 * time is up (E14).
 */
export interface WaitingEdit {
  readonly stored: StoredEdit;
  readonly rank: number;
  /** Its changes that can still be made. */
  changes: Map<string, Change>;
  readonly reason: string;
  /** Until when, in milliseconds since 1970; 0: it does not wait for others. */
  until: number;
}

/** The edits that wait to be offered again, in the order in which the person made them. */
export class WaitingEdits {
  #edits: readonly WaitingEdit[] = [];

  get all(): readonly WaitingEdit[] {
    return this.#edits;
  }

  add(edit: WaitingEdit): void {
    this.#edits = [...this.#edits, edit].sort((a, b) => a.rank - b.rank);
  }

  remove(edit: WaitingEdit): void {
    this.#edits = this.#edits.filter((other) => other !== edit);
  }

  /** This client has reconnected: others reconnect as well, and each edit waits for them from now on. */
  restart(now: number): void {
    for (const edit of this.#edits) edit.until = reofferDeadline(now);
  }

  /** Newer own changes decide what they set: older edits lose it. Returns the edits of which nothing is left. */
  overrule(parts: readonly Part[]): readonly WaitingEdit[] {
    for (const edit of this.#edits) {
      for (const { change } of parts) {
        const earlier = edit.changes.get(change.id);
        const rest = earlier && rebased(earlier, change);
        if (rest) edit.changes.set(change.id, rest);
        else edit.changes.delete(change.id);
      }
    }
    const empty = this.#edits.filter(({ changes }) => changes.size === 0);
    this.#edits = this.#edits.filter(({ changes }) => changes.size > 0);
    return empty;
  }

  clear(): void {
    this.#edits = [];
  }
}
