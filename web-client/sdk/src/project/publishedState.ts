import type { SetAside } from '../outbox/index.ts';
import { equal } from '../protocol/equal.ts';
import type { Role } from '../protocol/message.ts';
import type { ProjectEvents } from './events.ts';
import type { Listeners } from './listeners.ts';
import { type SaveFacts, type SaveState, saveStateOf } from './saveState.ts';
import type { Status } from './status.ts';

/** Status, save state and what is set aside, as listeners know them. Each is told when it changes. */
export class PublishedState {
  readonly #listeners: Listeners<ProjectEvents>;
  readonly #isViewOnly: boolean;
  #status: Status;
  #saveState: SaveState = { kind: 'opening' };
  #setAside: readonly SetAside[] = [];

  /** @param isViewOnly whether nothing is ever changed here, whatever the role */
  constructor(listeners: Listeners<ProjectEvents>, isViewOnly: boolean) {
    this.#listeners = listeners;
    this.#isViewOnly = isViewOnly;
    const none = { synced: false, shown: false, away: false };
    this.#status = { kind: 'connecting', readOnly: isViewOnly, ...none };
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

  /** What this person may do from now on (A2). A role that is not known is only looked at with. */
  role(role: Role): void {
    const isAble = role === 'owner' || role === 'editor';
    this.become({ role, readOnly: this.#isViewOnly || !isAble });
  }

  /** Changes the status; once it is closed, it stays so. */
  become(change: Partial<Status>): void {
    const { cause, ...status } = { ...this.#status, ...change };
    const next = cause === undefined || status.kind === 'live' ? status : { ...status, cause };
    if (this.isClosed || equal(next, { ...this.#status })) return;
    this.#status = next;
    this.#listeners.emit('status', next);
  }

  publish(work: Omit<SaveFacts, 'status' | 'setAside'>, setAside: readonly SetAside[]): void {
    if (setAside.length !== this.#setAside.length || setAside.some((one, at) => one !== this.#setAside[at])) {
      this.#setAside = setAside;
      this.#listeners.emit('setAside', setAside);
    }
    const next = saveStateOf({ ...work, status: this.#status, setAside: setAside.length });
    if (equal({ ...next }, { ...this.#saveState })) return;
    this.#saveState = next;
    this.#listeners.emit('saveState', next);
  }
}
