import type { EditResults } from '../http/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import type { Locks } from '../ports/locks.ts';
import type { Page } from '../ports/page.ts';
import type { Timers } from '../ports/timers.ts';
import { Alarm } from '../timing/alarm.ts';
import { OutboxRecovery, SCAN_MS } from './recovery.ts';

/** Time until the first look, in milliseconds: the page that is being opened goes first. */
export const FIRST_LOOK_MS = 1_000;

/** The least time between two questions for a project that is gone, in milliseconds: it may be there again. */
export const ASK_GONE_EVERY_MS = 300_000;

export interface BackgroundDeliveryOptions {
  readonly store: OutboxStore;
  readonly send: (project: string, client: string, edits: readonly StoredEdit[]) => Promise<EditResults>;
  readonly locks: Locks | undefined;
  readonly timers: Timers;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly page: Page;
}

/** What of a project is in this browser only. */
export interface Unsent {
  /** Edits that are not known to be settled, those set aside included. */
  readonly edits: number;
  /** Whether it is sure that the project does not exist, or not for this person. */
  readonly isGone: boolean;
}

/**
 * Delivers what page loads that have ended left, of all projects, from any page of the app. A project that is open in
 * some tab is left to that one, which holds its lock.
 */
export class BackgroundDelivery {
  readonly #options: BackgroundDeliveryOptions;
  readonly #alarm: Alarm;
  readonly #recoveries = new Map<string, OutboxRecovery>();
  /** When each project was last asked for, in milliseconds of `timers.now`. */
  readonly #askedAt = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #unwatch: () => void;
  #unsent: ReadonlyMap<string, Unsent> = new Map();
  #isBusy = false;
  #isAskedAgain = false;
  #isStopped = false;

  constructor(options: BackgroundDeliveryOptions) {
    const nothing = () => undefined;
    this.#options = options;
    this.#alarm = new Alarm(options.timers, () => void this.#look());
    this.#unwatch = options.page.watch({
      ...{ hidden: nothing, leaving: nothing, offline: nothing },
      visible: () => this.now(),
      restored: () => this.now(),
      online: () => this.now(),
    });
    this.#alarm.set(FIRST_LOOK_MS);
  }

  /** What is not sent, by project; another map after each change. */
  get unsent(): ReadonlyMap<string, Unsent> {
    return this.#unsent;
  }

  /** Calls the listener after each change of `unsent`; returns what ends that. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Looks at once: something was left, or the server can be reached again. */
  now(): void {
    for (const recovery of this.#recoveries.values()) recovery.nudge();
    if (this.#isBusy) this.#isAskedAgain = true;
    else void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    this.#alarm.clear();
    for (const recovery of this.#recoveries.values()) recovery.stop();
  }

  async #look(): Promise<void> {
    if (this.#isBusy || this.#isStopped) return;
    this.#isBusy = true;
    this.#isAskedAgain = false;
    const wait = await this.#round().catch(() => SCAN_MS);
    this.#isBusy = false;
    if (!this.#isStopped) this.#alarm.set(this.#isAskedAgain ? 0 : wait);
  }

  /** Delivers what there is, project by project; returns how long to wait before the next look. */
  async #round(): Promise<number> {
    const projects = await this.#options.store.projects();
    for (const known of [...this.#recoveries.keys()]) {
      if (!projects.includes(known)) this.#recoveries.delete(known);
    }
    await this.#count(projects);
    let wait = SCAN_MS;
    for (const project of projects) {
      const recovery = this.#recoveryOf(project);
      if (this.#isStopped) continue;
      const now = this.#options.timers.now();
      if (recovery.isGone && now - (this.#askedAt.get(project) ?? now) < ASK_GONE_EVERY_MS) continue;
      this.#askedAt.set(project, now);
      wait = Math.min(wait, (await recovery.once()) ?? SCAN_MS);
    }
    if (projects.length > 0) await this.#count(await this.#options.store.projects());
    return wait;
  }

  async #count(projects: readonly string[]): Promise<void> {
    const { store } = this.#options;
    const counted = await Promise.all(
      projects.map(async (project) => {
        const edits = await store.count(project);
        return [project, { edits, isGone: this.#recoveryOf(project).isGone }] as const;
      }),
    );
    const next = new Map(counted.filter(([, { edits }]) => edits > 0));
    const isSame = ([project, { edits, isGone }]: readonly [string, Unsent]) =>
      this.#unsent.get(project)?.edits === edits && this.#unsent.get(project)?.isGone === isGone;
    if (next.size === this.#unsent.size && [...next].every(isSame)) return;
    this.#unsent = next;
    for (const listener of [...this.#listeners]) listener();
  }

  #recoveryOf(project: string): OutboxRecovery {
    const { store, send, locks, timers, random } = this.#options;
    const known = this.#recoveries.get(project);
    if (known !== undefined) return known;
    const fresh = new OutboxRecovery({
      ...{ project, store, send, locks, timers, random },
      // Those of this page hold their locks, as those of other tabs do.
      isOwn: () => false,
      applied: () => undefined,
    });
    this.#recoveries.set(project, fresh);
    return fresh;
  }
}
