import type { EditResult, EditResults } from '../../src/http/index.ts';
import type { StoredEdit } from '../../src/outbox/index.ts';
import { memoryLocks } from '../../src/ports/locks.ts';
import { browserTimers } from '../../src/ports/timers.ts';
import { OutboxRecovery, type RecoveryOptions } from '../../src/recovery/index.ts';
import { memoryOutbox } from '../../src/storage/index.ts';

/** A browser with tabs, and a server that answers each edit as the test says. */
export class Browser {
  readonly store = memoryOutbox();
  readonly locks = memoryLocks();
  /** The requests that came: client, and the numbers of its edits. */
  readonly requests: { client: string; edits: readonly StoredEdit[] }[] = [];
  /** When each of them came. */
  readonly times: number[] = [];
  judge: (edit: StoredEdit, client: string) => Omit<EditResult, 'edit'> = () => ({ seq: 1 });
  durable = 1;
  /** What the tabs were told that the server has taken. */
  readonly applied: string[] = [];
  /** What the server does with the next requests instead of answering. */
  failure: unknown;

  tab(client: string, options: Partial<RecoveryOptions> = {}): OutboxRecovery {
    return new OutboxRecovery({
      project: 'p',
      isOwn: (other) => other === client,
      store: this.store,
      locks: this.locks,
      timers: browserTimers,
      random: () => 0.5,
      send: (project, ofClient, edits) => this.#answer(project, ofClient, edits),
      applied: (ofClient, edit, seq) => void this.applied.push(`${ofClient} ${edit} as ${seq}`),
      ...options,
    });
  }

  get sent(): string[] {
    return this.requests.map(({ client, edits }) => `${client} ${edits.map(({ edit }) => edit).join(' ')}`);
  }

  async #answer(project: string, client: string, edits: readonly StoredEdit[]): Promise<EditResults> {
    if (project !== 'p') throw new Error(project);
    this.requests.push({ client, edits });
    this.times.push(Date.now());
    if (typeof this.failure === 'function') this.failure(edits);
    else if (this.failure !== undefined) throw this.failure;
    const results = edits.map((edit) => ({ edit: edit.edit, ...this.judge(edit, client) }) as EditResult);
    return { results, durable: this.durable };
  }
}

export const edit = (number: number, more: Partial<StoredEdit> = {}): StoredEdit => ({
  edit: number,
  changes: [{ op: 'patch', id: 'a', set: { x: number } }],
  at: number,
  ...more,
});
