import { ApiProblem, type EditResults, type Refusal } from '../http/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import { mayFitLater, reofferDeadline } from '../outbox/reoffer.ts';
import { bodies } from './bodies.ts';
import { OfferedAgain } from './offeredAgain.ts';

/** What a person is told of an edit whose number is taken. */
const TAKEN = 'another edit is there under its number, perhaps a later state of this one';

export interface DeliveryPorts {
  readonly project: string;
  readonly store: OutboxStore;
  readonly send: (project: string, client: string, edits: readonly StoredEdit[]) => Promise<EditResults>;
  readonly now: () => number;
  /** The server has taken an edit, as this event. */
  readonly applied: (client: string, edit: number, seq: number) => void;
}

/** The refused edits of a page load, and until when they are offered again, counted from the first refusal (E14). */
interface Refused {
  readonly again: OfferedAgain;
  readonly deadlines: Map<number, number>;
}

/**
 * Sends a page load's edits unchanged and in order, under its UUID, and removes settled ones from the store. An edit
 * that is then neither settled nor set aside must be delivered again, which is harmless (E2). It is offered again under
 * the same number (E14): over HTTP each copy of a refused edit is judged again, and none can be applied twice. What
 * later edits of the same page load have set since is left out of it. Where its number is taken it is set aside (E15):
 * who took it is not known. It may have been somebody else, but also its own page, by a later state of the edit that
 * the store failed to take; made again, it would undo what came after that.
 */
export class Delivery {
  readonly #ports: DeliveryPorts;
  readonly #refused = new Map<string, Refused>();

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Rejects when the server cannot be reached or cannot do it now, or the store fails; settled edits stay settled. */
  async deliver(client: string, edits: readonly StoredEdit[], goesOn: () => boolean): Promise<void> {
    const refused = this.#refused.get(client) ?? { again: new OfferedAgain(), deadlines: new Map() };
    this.#refused.set(client, refused);
    for (const body of bodies(client, refused.again.leftOf(edits))) {
      if (!goesOn()) return;
      await this.#send(client, body, refused);
    }
    await this.#write(client, refused, [], []);
    if (refused.deadlines.size === 0) this.#refused.delete(client);
  }

  async #send(client: string, body: readonly StoredEdit[], refused: Refused): Promise<void> {
    const { project, send } = this.#ports;
    let answer: EditResults;
    try {
      answer = await send(project, client, body);
    } catch (cause) {
      if (isForbidden(cause)) {
        const why = `forbidden: ${cause.detail === '' ? cause.title : cause.detail}`;
        return this.#write(
          client,
          refused,
          body.map((edit) => [edit, why]),
          [],
        );
      }
      if (!(cause instanceof ApiProblem) || !cannotBeRead(cause)) throw cause;
      const [first] = body;
      if (first !== undefined && body.length === 1) {
        return this.#write(client, refused, [[first, cause.message]], []);
      }
      // One of them makes the request fail (E13). Sent one by one, it is found, and the others are taken.
      for (const edit of body) await this.#send(client, [edit], refused);
      return;
    }
    await this.#settle(client, body, answer, refused);
  }

  async #settle(
    client: string,
    body: readonly StoredEdit[],
    answer: EditResults,
    refused: Refused,
  ): Promise<void> {
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
      if (result?.seq !== undefined) {
        refused.again.taken(edit);
        this.#ports.applied(client, edit.edit, result.seq);
      }
      if (result?.seq !== undefined && result.seq <= answer.durable) settled.push(edit.edit);
      if (result?.refused === undefined) continue;
      refused.again.refused(edit);
      if (!this.#isOfferedAgain(edit, result.refused, refused)) {
        aside.push([edit, `${result.refused.code}: ${result.refused.message}`]);
      }
    }
    await this.#write(client, refused, aside, settled);
  }

  #isOfferedAgain({ edit }: StoredEdit, refusal: Refusal, { deadlines }: Refused): boolean {
    if (!mayFitLater(refusal.code)) return false;
    const now = this.#ports.now();
    const deadline = deadlines.get(edit) ?? reofferDeadline(now);
    deadlines.set(edit, deadline);
    return now < deadline;
  }

  /** In one write: what is left of an edit must not be there without the later one, nor the other way round. */
  async #write(
    client: string,
    { again, deadlines }: Refused,
    aside: readonly [StoredEdit, string][],
    settled: readonly number[],
  ): Promise<void> {
    const { kept, gone } = again.unwritten;
    const closed = new Set([...settled, ...gone, ...aside.map(([{ edit }]) => edit)]);
    const records = new Map(kept.filter(({ edit }) => !closed.has(edit)).map((edit) => [edit.edit, edit]));
    for (const [edit, setAside] of aside) records.set(edit.edit, { ...edit, setAside });
    const removed = [...closed].filter((edit) => !records.has(edit));
    if (records.size + removed.length === 0) return;
    await this.#ports.store.put(this.#ports.project, client, [...records.values()], removed);
    again.written(closed);
    for (const edit of closed) deadlines.delete(edit);
  }
}

/** Whether this person may see the project and not change it: as if each edit had been refused so (A1). */
function isForbidden(cause: unknown): cause is ApiProblem {
  return cause instanceof ApiProblem && cause.status === 403 && cause.code === 'forbidden';
}

/** Whether the fault is in the request itself, so that it would fail each time. What a proxy cannot read may pass. */
function cannotBeRead({ status, isOurs }: ApiProblem): boolean {
  return status === 413 || (isOurs && (status === 400 || status === 422));
}
