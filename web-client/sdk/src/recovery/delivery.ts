import { ApiProblem, type EditResults, type Refusal } from '../http/index.ts';
import { type OutboxStore, renumbered, type StoredEdit } from '../outbox/index.ts';
import { mayFitLater, reofferDeadline } from '../outbox/reoffer.ts';
import { bodies } from './bodies.ts';

/** From so many numbers the next one is chosen at random, when somebody knows the numbers of a client. */
const SECRET_NUMBERS = 2 ** 40;

export interface DeliveryPorts {
  readonly project: string;
  readonly store: OutboxStore;
  readonly send: (project: string, client: string, edits: readonly StoredEdit[]) => Promise<EditResults>;
  readonly now: () => number;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/**
 * Sends a page load's edits unchanged and in order, under its UUID, and removes settled ones from the store. An edit
 * that is then neither settled nor set aside must be delivered again, which is harmless (E2). It is offered again under
 * the same number (E14): over HTTP each copy of a refused edit is judged again, and none can be applied twice. Where
 * somebody else has used its number up, it goes on under another one (E15).
 */
export class Delivery {
  readonly #ports: DeliveryPorts;
  /** Until when refused edits are offered again, counted from the first refusal (E14). */
  readonly #deadlines = new Map<string, number>();

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Rejects when the server cannot be reached or cannot do it now, or the store fails; settled edits stay settled. */
  async deliver(client: string, edits: readonly StoredEdit[], goesOn: () => boolean): Promise<void> {
    for (const body of bodies(client, edits)) {
      if (!goesOn()) return;
      await this.#send(client, body);
    }
  }

  async #send(client: string, body: readonly StoredEdit[]): Promise<void> {
    const { project, send } = this.#ports;
    let answer: EditResults;
    try {
      answer = await send(project, client, body);
    } catch (cause) {
      if (!(cause instanceof ApiProblem) || !cannotBeRead(cause)) throw cause;
      const [first] = body;
      if (first !== undefined && body.length === 1) return this.#setAside(client, [[first, cause.message]]);
      // One of them makes the request fail (E13). Sent one by one, it is found, and the others are taken.
      for (const edit of body) await this.#send(client, [edit]);
      return;
    }
    await this.#settle(client, body, answer);
  }

  async #settle(client: string, body: readonly StoredEdit[], answer: EditResults): Promise<void> {
    const results = new Map(answer.results.map((result) => [result.edit, result]));
    const settled: number[] = [];
    const aside: [StoredEdit, string][] = [];
    const taken: StoredEdit[] = [];
    for (const edit of body) {
      const result = results.get(edit.edit);
      // The server still takes the page for connected: it will notice.
      if (result?.refused?.number === 'connected') continue;
      if (result?.refused?.number === 'taken') {
        taken.push(edit);
        continue;
      }
      if (result?.seq !== undefined && result.seq <= answer.durable) settled.push(edit.edit);
      if (result?.refused !== undefined && !this.#isOfferedAgain(client, edit, result.refused)) {
        aside.push([edit, `${result.refused.code}: ${result.refused.message}`]);
      }
    }
    for (const edit of settled) this.#deadlines.delete(key(client, edit));
    if (settled.length > 0) await this.#ports.store.remove(this.#ports.project, client, settled);
    await this.#setAside(client, aside);
    if (taken.length > 0) await this.#renumber(client, taken, body, new Set(settled));
  }

  /** Gives these edits numbers of which nobody knows, after all there are. */
  async #renumber(
    client: string,
    taken: readonly StoredEdit[],
    body: readonly StoredEdit[],
    settled: ReadonlySet<number>,
  ): Promise<void> {
    const { store, project, random } = this.#ports;
    const all = await store.read(project, client);
    const highest = Math.max(...body.map(({ edit }) => edit), ...all.map(({ edit }) => edit));
    const first = highest + 1 + Math.floor(random() * SECRET_NUMBERS);
    const later = (of: StoredEdit) => body.filter(({ edit }) => edit > of.edit && settled.has(edit));
    const again = taken.map((edit, index) => renumbered(edit, first + index, later(edit)));
    const kept = again.filter(({ changes }) => changes.length > 0);
    await store.put(
      project,
      client,
      kept,
      taken.map(({ edit }) => edit),
    );
  }

  #isOfferedAgain(client: string, edit: StoredEdit, refusal: Refusal): boolean {
    if (!mayFitLater(refusal.code)) return false;
    const now = this.#ports.now();
    const deadline = this.#deadlines.get(key(client, edit.edit)) ?? reofferDeadline(now);
    this.#deadlines.set(key(client, edit.edit), deadline);
    return now < deadline;
  }

  async #setAside(client: string, edits: readonly [StoredEdit, string][]): Promise<void> {
    for (const [edit] of edits) this.#deadlines.delete(key(client, edit.edit));
    const kept = edits.map(([edit, setAside]) => ({ ...edit, setAside }));
    if (kept.length > 0) await this.#ports.store.put(this.#ports.project, client, kept);
  }
}

function key(client: string, edit: number): string {
  return `${client} ${edit}`;
}

/** Whether the fault is in the request itself, so that it would fail each time. */
function cannotBeRead({ status }: ApiProblem): boolean {
  return status === 400 || status === 413 || status === 422;
}
