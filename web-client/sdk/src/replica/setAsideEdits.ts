import type { SetAside, StoredEdit } from '../outbox/index.ts';
import type { Records } from '../outbox/records.ts';
import type { Change } from '../protocol/change.ts';

/** Edits set aside that are shown and kept; of more, the oldest are dismissed. */
export const MOST_SET_ASIDE = 1_000;

/** One client's edits that could not be taken, until the person dismisses them. */
export class SetAsideEdits {
  readonly #client: string;
  readonly #records: Records;
  #all: readonly SetAside[] = [];

  constructor(client: string, records: Records) {
    this.#client = client;
    this.#records = records;
  }

  /** Oldest first; another array after each change, with the same entries. */
  get all(): readonly SetAside[] {
    return this.#all;
  }

  add(stored: StoredEdit, changes: readonly Change[], reason: string): void {
    this.#records.giveUp(stored.edit, { ...stored, changes, setAside: reason });
    const { edit, at } = stored;
    this.#all = [...this.#all, { client: this.#client, edit, changes, reason, at }];
    for (const oldest of this.#all.slice(0, -MOST_SET_ASIDE)) this.dismiss(oldest);
  }

  dismiss(setAside: SetAside): void {
    this.#all = this.#all.filter((other) => other !== setAside);
    this.#records.remove(setAside.edit);
  }
}
