import type { SetAside } from '../outbox/index.ts';
import { equal } from '../protocol/equal.ts';
import type { Listeners } from './listeners.ts';
import { type ProjectEvents, type SaveFacts, type SaveState, type Status, saveStateOf } from './model.ts';

/** How things stand, told when it changes: the connection, a person's work, and what could not be taken. */
export class PublishedState {
  readonly #listeners: Listeners<ProjectEvents>;
  #status: Status = { kind: 'connecting', readOnly: false, synced: false };
  #saveState: SaveState = { kind: 'saving', edits: 0, kept: true };
  #setAside: readonly SetAside[] = [];

  constructor(listeners: Listeners<ProjectEvents>) {
    this.#listeners = listeners;
  }

  get status(): Status {
    return this.#status;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  get isClosed(): boolean {
    return this.#status.kind === 'closed';
  }

  become(change: Partial<Status>): void {
    const next = { ...this.#status, ...change };
    if (this.isClosed || equal(next, { ...this.#status })) return;
    this.#status = next;
    this.#listeners.tell('status', next);
  }

  tell(work: Omit<SaveFacts, 'status' | 'setAside'>, aside: readonly SetAside[]): void {
    if (aside.length !== this.#setAside.length || aside.some((one, at) => one !== this.#setAside[at])) {
      this.#setAside = aside;
      this.#listeners.tell('setAside', aside);
    }
    const next = saveStateOf({ ...work, status: this.#status, setAside: aside.length });
    if (equal({ ...next }, { ...this.#saveState })) return;
    this.#saveState = next;
    this.#listeners.tell('saveState', next);
  }
}
