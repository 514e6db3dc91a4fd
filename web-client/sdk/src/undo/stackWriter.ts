import type { TimerId, Timers } from '../ports/timers.ts';
import type { Stacks } from './entry.ts';
import type { UndoStore } from './undoStore.ts';

/** How long the history may be ahead of what is kept of it. A crash within that time loses steps, never work. */
export const KEEP_MS = 500;

/**
 * Keeps the history of one project over reloads. A store that fails is no matter for the person: undo goes on in
 * memory, and the outbox, which shares the database, tells of the failure.
 */
export class StackWriter {
  readonly #project: string;
  readonly #store: UndoStore;
  readonly #timers: Timers;
  readonly #stacks: () => Stacks;
  #timer: TimerId | undefined;
  #loading = true;
  #changed = false;

  constructor(project: string, store: UndoStore, timers: Timers, stacks: () => Stacks) {
    this.#project = project;
    this.#store = store;
    this.#timers = timers;
    this.#stacks = stacks;
  }

  /** What an older page load kept; nothing is written before it is read. */
  async load(take: (kept: Stacks) => void): Promise<void> {
    const kept = await this.#store.load(this.#project).catch(() => undefined);
    if (kept !== undefined) take(kept);
    this.#loading = false;
    if (this.#changed) this.changed();
  }

  /** Writes soon. */
  changed(): void {
    this.#changed = true;
    this.#timer ??= this.#timers.set(() => void this.keep(), KEEP_MS);
  }

  /** Writes now what is not written. */
  async keep(): Promise<void> {
    this.#stop();
    if (this.#loading || !this.#changed) return;
    this.#changed = false;
    await this.#store.save(this.#project, this.#stacks()).catch(() => undefined);
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    this.#stop();
    this.#changed = false;
    await this.#store.clear(this.#project).catch(() => undefined);
  }

  #stop(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }
}
