import { ApiProblem } from '../http/index.ts';
import type { SetAside, StoredEdit } from '../outbox/index.ts';
import { REOFFER_MS } from '../outbox/reoffer.ts';
import { clientLockName, type Locks, projectLockName, type Release } from '../ports/locks.ts';
import type { TimerId, Timers } from '../ports/timers.ts';
import { Backoff } from '../timing/backoff.ts';
import { Delivery, type DeliveryPorts } from './delivery.ts';

/** Time between two looks for page loads that have ended, in milliseconds. */
export const SCAN_MS = 10_000;
/** Time between two offers of a refused edit, in milliseconds. */
export const REOFFER_EVERY_MS = REOFFER_MS / 10;
/**
 * How long a store that cannot be read leaves it unknown what is in it, in milliseconds. After that a person is told of
 * this page load's work alone, as where a browser keeps nothing; the store goes on being asked.
 */
export const UNREADABLE_MS = 10_000;

export interface RecoveryOptions extends Omit<DeliveryPorts, 'now'> {
  /** Whether it is the client of this page load, whose outbox is left alone. */
  readonly isOwn: (client: string) => boolean;
  /**
   * Without locks nothing is sent: it is not known whether a page load has ended, and one that lives may still rewrite
   * its unsent edits. What others left is counted and shown, and waits for a page with locks.
   */
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** A page load that has ended, and the edits it left. */
interface Ended {
  readonly client: string;
  readonly edits: readonly StoredEdit[];
}

/**
 * Delivers to the server what older page loads left of a project in this browser. Only the tab that holds the project's
 * lock does so, and only for clients whose own lock is free.
 */
export class OutboxRecovery {
  readonly #options: RecoveryOptions;
  readonly #delivery: Delivery;
  readonly #stopping = new AbortController();
  readonly #backoff: Backoff;
  readonly #listeners = new Set<() => void>();
  #edits = 0;
  #setAside: readonly SetAside[] = [];
  #nudged = false;
  #isOurs = false;
  /** How often a look was requested, and up to which request that is done. */
  #asked = 1;
  #known = 0;
  /** Since when the store could not be read. */
  #unreadSince: number | undefined;
  #wake: (() => void) | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random);
    this.#delivery = new Delivery({ ...options, now: () => options.timers.now() });
  }

  /** How many edits of older page loads are neither settled nor set aside, as far as this tab delivers them. */
  get edits(): number {
    return this.#edits;
  }

  /** Edits of older page loads that could not be taken. */
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /** Whether it is known what there is, or that the store cannot be read for long. */
  get isKnown(): boolean {
    return this.#known === this.#asked;
  }

  /** Whether this tab has the project's lock; otherwise another one delivers. */
  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** Waits for the project's lock and works until it is stopped. Called once; resolves when it has stopped. */
  async run(): Promise<void> {
    const { locks, project } = this.#options;
    const { signal } = this.#stopping;
    const release = await locks?.hold(projectLockName(project), signal).catch(() => undefined);
    if (locks !== undefined && release === undefined) return; // stopped while waiting
    this.#isOurs = true;
    while (!signal.aborted) await this.#pause(await this.#round());
    release?.();
  }

  stop(): void {
    this.#stopping.abort();
    this.#wake?.();
  }

  /** The server can be reached again: looks at once. */
  nudge(): void {
    this.#backoff.reset();
    this.#nudged = true;
    this.#wake?.();
  }

  /** There is something new: looks at once. Until then it is not known what there is. */
  again(): void {
    this.#asked++;
    this.nudge();
  }

  /** The person has seen it: it is forgotten. */
  async dismiss({ client, edit }: SetAside): Promise<void> {
    const { store, project } = this.#options;
    await store.remove(project, client, [edit]);
    this.#setAside = this.#setAside.filter((one) => one.client !== client || one.edit !== edit);
    this.#tell();
  }

  /** Calls the listener after `edits` or `setAside` may have changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks once, sends what there is, and returns how long to wait before the next look. */
  async #round(): Promise<number> {
    const held: Release[] = [];
    const asked = this.#asked;
    try {
      const clients = await this.#endedClients(held);
      const ended = (await this.#read(clients)).sort((a, b) => leftAt(a) - leftAt(b));
      this.#known = asked;
      this.#unreadSince = undefined;
      this.#show(ended);
      if (this.#options.locks === undefined) return SCAN_MS;
      for (const { client, edits } of ended) {
        await this.#delivery.deliver(client, edits.filter(isOpen), () => !this.#stopping.signal.aborted);
      }
      this.#backoff.reset();
      this.#show(await this.#read(clients));
      return this.#edits > 0 ? REOFFER_EVERY_MS : SCAN_MS;
    } catch (cause) {
      if (this.#known < asked) this.#notRead(asked);
      return this.#backoff.next(cause instanceof ApiProblem ? cause.retryAfterMs : 0);
    } finally {
      for (const release of held) release();
    }
  }

  #notRead(asked: number): void {
    const now = this.#options.timers.now();
    this.#unreadSince ??= now;
    if (now - this.#unreadSince < UNREADABLE_MS) return;
    this.#known = asked;
    this.#tell();
  }

  /** The clients whose page load has ended. Their locks are added to `held`. */
  async #endedClients(held: Release[]): Promise<string[]> {
    const { isOwn, locks, project, store } = this.#options;
    const ended: string[] = [];
    for (const client of await store.clients(project)) {
      if (isOwn(client)) continue;
      const release = await locks?.tryHold(clientLockName(client));
      if (release !== undefined) held.push(release);
      if (release !== undefined || locks === undefined) ended.push(client);
    }
    return ended;
  }

  #read(clients: readonly string[]): Promise<Ended[]> {
    const { project, store } = this.#options;
    return Promise.all(clients.map(async (client) => ({ client, edits: await store.read(project, client) })));
  }

  #show(ended: readonly Ended[]): void {
    this.#edits = ended.reduce((sum, { edits }) => sum + edits.filter(isOpen).length, 0);
    const shown = new Map(this.#setAside.map((one) => [`${one.client} ${one.edit}`, one]));
    // What is set aside never changes, and keeps its identity.
    this.#setAside = ended.flatMap(({ client, edits }) =>
      edits.flatMap(({ edit, changes, at, setAside: reason }) =>
        reason === undefined ? [] : [shown.get(`${client} ${edit}`) ?? { client, edit, changes, reason, at }],
      ),
    );
    this.#tell();
  }

  async #pause(ms: number): Promise<void> {
    const { timers } = this.#options;
    let timer: TimerId | undefined;
    await new Promise<void>((resolve) => {
      if (this.#nudged || this.#stopping.signal.aborted) return resolve();
      this.#wake = resolve;
      timer = timers.set(resolve, ms);
    });
    if (timer !== undefined) timers.clear(timer);
    this.#wake = undefined;
    this.#nudged = false;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** When its first edit was made: what was made earlier is sent earlier. */
function leftAt({ edits: [first] }: Ended): number {
  return first?.at ?? 0;
}

function isOpen(edit: StoredEdit): boolean {
  return edit.setAside === undefined;
}
