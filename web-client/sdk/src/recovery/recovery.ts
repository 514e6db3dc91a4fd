import { Absence, ApiProblem } from '../http/index.ts';
import type { LeftEdit, SetAside } from '../outbox/index.ts';
import { REOFFER_MS } from '../outbox/reoffer.ts';
import { type Locks, projectLockName, type Release } from '../ports/locks.ts';
import type { TimerId, Timers } from '../ports/timers.ts';
import { Backoff } from '../timing/backoff.ts';
import { Delivery, type DeliveryPorts } from './delivery.ts';
import { EndedClients, holdEnded } from './endedClients.ts';
import { isOpen, type LeftBy, madeAt } from './leftBy.ts';

/** Time between two looks for page loads that have ended, in milliseconds. */
export const SCAN_MS = 10_000;
/** How long the project's lock is waited for before a look is taken without it, in milliseconds. */
export const LOOK_AFTER_MS = 50;
/** Time between two looks without the project's lock at what is left, in milliseconds. */
export const LOOK_MS = 2_000;
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

/**
 * Delivers to the server what older page loads left of a project in this browser. Only the tab that holds the project's
 * lock does so, and only for clients whose own lock is free. The others look at what is left, and send nothing.
 */
export class OutboxRecovery {
  readonly #options: RecoveryOptions;
  readonly #delivery: Delivery;
  readonly #stopping = new AbortController();
  readonly #backoff: Backoff;
  readonly #absence = new Absence();
  readonly #listeners = new Set<() => void>();
  readonly #ended: EndedClients;
  #locks: Locks | undefined;
  #left: readonly LeftEdit[] = [];
  #setAside: readonly SetAside[] = [];
  #nudged = false;
  #offers = 0;
  /** How often a look was requested, and up to which request that is done. */
  #asked = 1;
  #known = 0;
  /** Since when the store could not be read. */
  #unreadSince: number | undefined;
  /** What there was at the last look without the project's lock, and when that was. */
  #counted = '';
  #lookedAt = -Infinity;
  #wake: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#ended = new EndedClients(options);
    this.#locks = options.locks;
    this.#backoff = new Backoff(options.random);
    this.#delivery = new Delivery({ ...options, now: () => options.timers.now() });
  }

  /** How many edits of older page loads are neither settled nor set aside, as of the last look. */
  get edits(): number {
    return this.#left.length;
  }

  /** These edits, in the order in which they are delivered, here or by another tab. */
  get left(): readonly LeftEdit[] {
    return this.#left;
  }

  /** Edits of older page loads that could not be taken. */
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /** Whether it is known what there is, or that the store cannot be read for long. */
  get isKnown(): boolean {
    return this.#known === this.#asked;
  }

  /** How often all there was has been offered to the server, and answered. */
  get offers(): number {
    return this.#offers;
  }

  /** Whether it is sure that the project does not exist, or not for this person. */
  get isGone(): boolean {
    return this.#absence.sure !== undefined;
  }

  /** Looks or, once it has the project's lock, delivers, until it is stopped, and resolves then. Called once. */
  run(): Promise<void> {
    this.#running = this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let isOurs = this.#locks === undefined;
    const lock = this.#locks?.hold(projectLockName(this.#options.project), signal).catch(() => {
      if (!signal.aborted) this.#locks = undefined; // the browser refuses them
      return undefined;
    });
    void lock?.then((release) => {
      isOurs = release !== undefined || this.#locks === undefined;
      this.nudge();
    });
    if (!isOurs) await this.#pause(LOOK_AFTER_MS);
    while (!signal.aborted) await this.#pause(isOurs ? await this.#round() : await this.#look());
    (await lock)?.();
  }

  /**
   * Delivers once what there is, where no tab has the project's lock; returns how long to wait before the next time.
   * Instead of `run`.
   */
  async once(): Promise<number | undefined> {
    const release = await this.#locks?.tryHold(projectLockName(this.#options.project));
    if (this.#locks !== undefined && release === undefined) return undefined;
    try {
      return await this.#round();
    } finally {
      release?.();
    }
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

  /** Stops, and forgets of what page loads that have ended left what is given: the person has it elsewhere. */
  async forget(given: readonly LeftEdit[]): Promise<void> {
    const { store, project } = this.#options;
    this.stop();
    await this.#running;
    const held: Release[] = [];
    try {
      const clients = await this.#ended.look(this.#locks);
      for (const client of await holdEnded(clients, this.#locks, held)) {
        const edits = given.filter((one) => one.client === client).map(({ edit }) => edit.edit);
        if (edits.length > 0) await store.remove(project, client, edits);
      }
      this.#show(await this.#read(clients));
    } finally {
      for (const release of held) release();
    }
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
      const clients = await this.#ended.look(this.#locks);
      const ours = await holdEnded(clients, this.#locks, held);
      const ended = await this.#seen(clients, asked);
      if (this.#locks === undefined) return SCAN_MS;
      const isOffered = this.#left.length > 0;
      for (const { client, edits } of ended) {
        if (!ours.includes(client)) continue;
        await this.#delivery.deliver(client, edits.filter(isOpen), () => !this.#stopping.signal.aborted);
      }
      if (isOffered) this.#absence.there();
      this.#backoff.reset();
      if (ours.length === clients.length) this.#offers++;
      this.#show(await this.#read(clients));
      return this.#left.length > 0 ? REOFFER_EVERY_MS : SCAN_MS;
    } catch (cause) {
      this.#notRead(asked);
      this.#absence.failed(cause, this.#options.timers.now());
      return this.#backoff.next(cause instanceof ApiProblem ? cause.retryAfterMs : 0);
    } finally {
      for (const release of held) release();
    }
  }

  /** Looks once, while another tab has the project's lock; returns how long to wait before the next look. */
  async #look(): Promise<number> {
    const { timers } = this.#options;
    const asked = this.#asked;
    try {
      const counted = await this.#count();
      const isSame = counted === this.#counted && timers.now() - this.#lookedAt < SCAN_MS;
      if (isSame && this.isKnown) return LOOK_MS; // what is left may be large
      this.#lookedAt = timers.now();
      await this.#seen(await this.#ended.look(this.#locks), asked);
      this.#counted = counted;
    } catch {
      this.#notRead(asked);
    }
    return this.#left.length > 0 || !this.isKnown ? LOOK_MS : SCAN_MS;
  }

  /** How many edits there are of each other page load. */
  async #count(): Promise<string> {
    const { project, store, isOwn } = this.#options;
    const others = (await store.clients(project)).filter((client) => !isOwn(client));
    return (await Promise.all(others.map(async (one) => `${one} ${await store.count(project, one)}`))).join();
  }

  /** Reads and shows what these clients have left, the earliest first. */
  async #seen(clients: readonly string[], asked: number): Promise<readonly LeftBy[]> {
    const ended = await this.#read(clients);
    this.#known = asked;
    this.#unreadSince = undefined;
    this.#show(ended);
    return ended;
  }

  /** A look has failed, perhaps before it was known what there is. */
  #notRead(asked: number): void {
    if (this.#known >= asked) return;
    const now = this.#options.timers.now();
    this.#unreadSince ??= now;
    if (now - this.#unreadSince < UNREADABLE_MS) return;
    this.#known = asked;
    this.#tell();
  }

  async #read(clients: readonly string[]): Promise<LeftBy[]> {
    const { project, store } = this.#options;
    const read = clients.map(async (client) => ({ client, edits: await store.read(project, client) }));
    return (await Promise.all(read)).sort((a, b) => madeAt(a) - madeAt(b));
  }

  #show(ended: readonly LeftBy[]): void {
    this.#left = ended.flatMap(({ client, edits }) => edits.filter(isOpen).map((edit) => ({ client, edit })));
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
