import type { TimerId, Timers } from '../ports/timers.ts';
import type { KeptStacks } from './entry.ts';
import type { UndoStore } from './undoStore.ts';

/**
 * How long the stacks may be ahead of what is stored, in milliseconds. A crash in that time loses steps, never work.
 */
export const KEEP_MS = 500;

/**
 * Stores the stacks of one project, so that they survive a reload. A store that fails is not reported here: undo works
 * in memory, and the outbox, which shares the database, reports the failure.
 */
export class StackWriter {
  readonly #project: string;
  readonly #store: UndoStore;
  readonly #timers: Timers;
  readonly #stacks: () => KeptStacks;
  #timer: TimerId | undefined;
  #begun = false;
  #changed = false;

  constructor(project: string, store: UndoStore, timers: Timers, stacks: () => KeptStacks) {
    this.#project = project;
    this.#store = store;
    this.#timers = timers;
    this.#stacks = stacks;
  }

  /** What an older page load stored. */
  load(): Promise<KeptStacks | undefined> {
    return this.#store.load(this.#project).catch(() => undefined);
  }

  /** What is stored was taken up, or is not wanted: nothing is written before that. */
  begin(): void {
    this.#begun = true;
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
    if (!this.#begun || !this.#changed) return;
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
