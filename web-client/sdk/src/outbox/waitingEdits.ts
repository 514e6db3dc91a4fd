import type { Change } from '../protocol/change.ts';
import { rebased } from './combine.ts';
import type { Part } from './openEdit.ts';
import type { StoredEdit } from './outboxStore.ts';
import type { Records } from './records.ts';
import { reofferDeadline } from './reoffer.ts';

/**
 * An edit that was refused because an object is missing or a property has another value by now. What can still be made
 * of it is offered again under a new number: as soon as it fits, and otherwise without what does not fit, when its
 * time is up (E14).
 */
export interface WaitingEdit {
  /** The number under which it was refused. */
  readonly was: number;
  /** Its record, under a number that nothing is sent under; what this page has made since is not in it any longer. */
  stored: StoredEdit;
  readonly rank: number;
  /** Its changes that can still be made. */
  changes: Map<string, Change>;
  readonly reason: string;
  /** Until when, by `Timers.now`; undefined: it does not wait for others. */
  until: number | undefined;
}

/** The edits that wait to be offered again, in the order in which the person made them; and their records. */
export class WaitingEdits {
  readonly #records: Records;
  #edits: readonly WaitingEdit[] = [];

  constructor(records: Records) {
    this.#records = records;
  }

  get all(): readonly WaitingEdit[] {
    return this.#edits;
  }

  add(edit: WaitingEdit): void {
    this.#edits = [...this.#edits, edit].sort((a, b) => a.rank - b.rank);
    this.#record(edit);
  }

  /** The caller decides what becomes of its record. */
  remove(edit: WaitingEdit): void {
    this.#edits = this.#edits.filter((other) => other !== edit);
  }

  /** The edit was refused under this number, and is made all the same: a copy of it came over HTTP. */
  made(number: number): void {
    for (const edit of this.#edits.filter(({ was }) => was === number)) {
      this.remove(edit);
      this.#records.giveUp(edit.stored.edit);
    }
  }

  /** This client has reconnected: others reconnect as well, and each edit waits for them from now on. */
  restart(now: number): void {
    for (const edit of this.#edits) edit.until = reofferDeadline(now);
  }

  /** Newer own changes decide what they set: older edits lose it. */
  overrule(parts: readonly Part[]): void {
    for (const edit of this.#edits) {
      const overruled = parts.filter(({ change }) => edit.changes.has(change.id));
      for (const { change } of overruled) {
        const rest = rebased(edit.changes.get(change.id) as Change, change);
        if (rest) edit.changes.set(change.id, rest);
        else edit.changes.delete(change.id);
      }
      if (overruled.length > 0) this.#record(edit);
    }
    this.#edits = this.#edits.filter(({ changes }) => changes.size > 0);
  }

  clear(): void {
    this.#edits = [];
  }

  #record(edit: WaitingEdit): void {
    edit.stored = { ...edit.stored, changes: [...edit.changes.values()] };
    if (edit.changes.size > 0) this.#records.keep(edit.stored);
    else this.#records.giveUp(edit.stored.edit);
  }
}
