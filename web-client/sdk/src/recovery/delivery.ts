import { ApiProblem, type EditResults, type Refusal } from '../http/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import { mayFitLater, reofferDeadline } from '../outbox/reoffer.ts';
import { bodies } from './bodies.ts';

/** What a person is told of an edit whose number is taken. */
const TAKEN = 'another edit is there under its number, perhaps a later state of this one';

export interface DeliveryPorts {
  readonly project: string;
  readonly store: OutboxStore;
  readonly send: (project: string, client: string, edits: readonly StoredEdit[]) => Promise<EditResults>;
  readonly now: () => number;
}

/**
 * Sends a page load's edits unchanged and in order, under its UUID, and removes settled ones from the store. An edit
 * that is then neither settled nor set aside must be delivered again, which is harmless (E2). It is offered again under
 * the same number (E14): over HTTP each copy of a refused edit is judged again, and none can be applied twice. Where
 * its number is taken it is set aside (E15): who took it is not known. It may have been somebody else, but also its own
 * page, by a later state of the edit that the store failed to take; made again, it would undo what came after that.
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
    for (const edit of body) {
      const result = results.get(edit.edit);
      // The server still takes the page for connected: it will notice.
      if (result?.refused?.number === 'connected') continue;
      if (result?.refused?.number === 'taken') {
        aside.push([edit, TAKEN]);
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
