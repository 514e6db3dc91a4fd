import type { TimerId, Timers } from '../ports/timers.ts';
import type { Change, Props } from '../protocol/change.ts';
import { Batch, type ObjectState } from './batch.ts';
import type { KeptStacks, Stacks, Step } from './entry.ts';
import { type Amendments, fold } from './fold.ts';
import { revert } from './revert.ts';
import { StackWriter } from './stackWriter.ts';
import { difference } from './step.ts';
import { UndoStacks } from './undoStacks.ts';
import type { UndoStore } from './undoStore.ts';

export interface UndoOptions {
  readonly project: string;
  /** The project's active version, if it is known already; see `UndoManager.version`. */
  readonly version?: string | undefined;
  /** How many entries are kept. */
  readonly limit: number;
  /** Milliseconds of quiet after which a scheduled batch is committed. */
  readonly delay: number;
  readonly objectOf: (id: string) => Props | undefined;
  /** Every object; used only where an undo would delete one, to find the objects that need it. None by default. */
  readonly objects?: () => Iterable<readonly [string, Props]>;
  /** Makes an edit that is not itself recorded here; of any number of changes. */
  readonly submit: (changes: readonly Change[], group: string) => void;
  /** Sends what has not left the browser; called before each undo and redo. */
  readonly flush: () => void;
  readonly store: UndoStore;
  readonly timers: Timers;
  readonly uuid: () => string;
  /** The ids of the objects that one with these properties needs; none by default. */
  readonly parents?: (props: Props) => readonly string[];
  /** Names of properties that are taken back together or not at all; none by default. */
  readonly groups?: (props: Props) => readonly (readonly string[])[];
  /** Whether the objects are there and may be edited; while not, undo and redo do nothing. Always so by default. */
  readonly able?: () => boolean;
}

/** An own change of an object: what it was before, and is now; undefined where there is no such object. */
export interface Amendment {
  readonly id: string;
  readonly before: Props | undefined;
  readonly after: Props | undefined;
}

/**
 * A person's own steps in one project, to be undone and redone. Each change is announced before it is made
 * (`addChange`) and reported after. Changes gather in a batch, which becomes one entry when it is committed: after some
 * quiet (`scheduleCommit`) or at once (`commitBatch`). A batch that changed nothing in the end leaves no entry.
 *
 * What others have changed since is not taken back, as `revert` says. An entry of which nothing is left to take back is
 * dropped and the next one tried, so that each undo does something while anything can be undone.
 *
 * Steps belong to the version of the project in which they were made: those of another one are forgotten.
 */
export class UndoManager {
  readonly #options: UndoOptions;
  readonly #stacks: UndoStacks;
  readonly #writer: StackWriter;
  readonly #batch = new Batch();
  readonly #listeners = new Set<() => void>();
  #delay: number;
  #timer: TimerId | undefined;
  #group: string | undefined;
  #version: string | undefined;
  /** What an older page load stored, until it is known of which version it has to be. */
  #kept: { readonly stacks: KeptStacks | undefined } | undefined;
  /** What happened before the stored stacks were taken up, and so counts more than they do. */
  #overtaken: 'no' | 'by a commit' | 'by clear' = 'no';
  /** Amendments of what is not taken up yet, oldest first; while a person can edit, it soon is. */
  #early: Record<keyof Stacks, Amendments>[] | undefined = [];

  /**
   * Resolves when the steps of an older page load are here, as far as the version is known. Undo works before that, on
   * newer steps.
   */
  readonly loaded: Promise<void>;

  constructor(options: UndoOptions) {
    this.#options = options;
    this.#delay = options.delay;
    this.#stacks = new UndoStacks(options.limit);
    this.#version = options.version;
    this.#writer = new StackWriter(options.project, options.store, options.timers, () => ({
      ...this.#stacks.record(),
      ...(this.#version !== undefined && { version: this.#version }),
    }));
    this.loaded = this.#writer.load().then((stacks) => {
      this.#kept = { stacks };
      this.#begin();
    });
  }

  /** The project's active version, told at each sync and whenever it was switched. */
  version(active: string): void {
    if (this.#version === active) return;
    const isSwitched = this.#version !== undefined;
    this.#version = active;
    if (isSwitched) this.clear();
    this.#begin();
  }

  /** The group of the edits in the batch (E10); another one after each commit. */
  get group(): string {
    this.#group ??= this.#options.uuid();
    return this.#group;
  }

  get canUndo(): boolean {
    return this.#able && (this.#stacks.undo.length > 0 || this.hasPendingBatch());
  }

  get canRedo(): boolean {
    return this.#able && this.#stacks.redo.length > 0 && !this.hasPendingBatch();
  }

  /** An own change to this object is about to be made. Its props are `before`; undefined: it does not exist yet. */
  addChange(id: string, before: Props | undefined): void {
    this.#batch.begin(id, before);
    this.#tell();
  }

  /**
   * The own changes are made, with these results. `scheduleCommit` and `commitBatch` take results as well. A result
   * that is never reported is read from the objects at the commit; what others change until then counts as own.
   */
  endChange(after: Iterable<ObjectState>): void {
    for (const state of after) this.#batch.end(state);
    this.#tell();
  }

  /** Own changes were made, as `addChange` and what follows it tell of each; listeners are called once. */
  made(changes: Iterable<Amendment>, how: 'gesture' | 'typing' | 'discrete'): void {
    for (const { id, before, after } of changes) {
      this.#batch.begin(id, before);
      this.#batch.end({ id, props: after });
    }
    if (how === 'gesture') this.#tell();
    else if (how === 'typing') this.scheduleCommit();
    else this.commitBatch();
  }

  /**
   * Own changes were made that are no steps, such as repairs. They are added to the results of the steps that set the
   * same properties. Otherwise they would count as others' changes, and those steps could not be taken back.
   */
  amend(changes: Iterable<Amendment>): void {
    const amendments = new Map<string, Step>();
    for (const { id, before, after } of changes) {
      const step = before && after && difference(id, before, after);
      if (step) amendments.set(id, step);
    }
    if (amendments.size === 0) return;
    const rest = this.#stacks.fold({ undo: this.#batch.fold(amendments), redo: amendments });
    this.#early?.push(rest);
    this.#writer.changed();
    this.#tell();
  }

  /**
   * Objects that are here at the person's word, although another client has put them, as the server does with an
   * import: they become one step, as if the person had made them. Those that are gone do not count.
   */
  adopt(ids: Iterable<string>): void {
    this.commitBatch();
    for (const id of ids) this.#batch.begin(id, undefined);
    this.commitBatch();
  }

  /** Commits once nothing more was scheduled for `delay` milliseconds. */
  scheduleCommit(after: Iterable<ObjectState> = [], delay = this.#delay): void {
    this.cancelScheduledCommit();
    this.#timer = this.#options.timers.set(() => this.commitBatch(), delay);
    this.endChange(after);
  }

  /** Commits now: at the end of a gesture, or after a single action. */
  commitBatch(after: Iterable<ObjectState> = []): void {
    this.cancelScheduledCommit();
    for (const state of after) this.#batch.end(state);
    this.#batch.endAll(this.#options.objectOf);
    this.#group = undefined;
    const entry = this.#batch.take();
    if (entry.length > 0) {
      this.#stacks.commit(entry);
      if (this.#overtaken === 'no') this.#overtaken = 'by a commit';
      this.#writer.changed();
    }
    this.#tell();
  }

  /** The batch waits for another `scheduleCommit`, or for `commitBatch`. */
  cancelScheduledCommit(): void {
    if (this.#timer !== undefined) this.#options.timers.clear(this.#timer);
    this.#timer = undefined;
  }

  hasPendingBatch(): boolean {
    return !this.#batch.empty;
  }

  /** Takes back the latest entry of which something can be taken back; false when there is none. */
  undo(): boolean {
    return this.#move('undo', 'redo');
  }

  /** Takes back the latest undo, in the same way. */
  redo(): boolean {
    return this.#move('redo', 'undo');
  }

  /** Forgets every step, here and in the store: the project's version was switched. */
  clear(): void {
    this.cancelScheduledCommit();
    this.#batch.clear();
    this.#group = undefined;
    this.#stacks.clear();
    this.#overtaken = 'by clear';
    void this.#writer.clear();
    this.#tell();
  }

  /** Takes checked settings; a delay counts from the next `scheduleCommit`. */
  configure({ limit, delay }: { readonly limit: number; readonly delay: number }): void {
    this.#delay = delay;
    this.#stacks.limit = limit;
    this.#writer.changed();
    this.#tell();
  }

  /** Calls the listener whenever what can be undone may have changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The page is being left: writes the committed steps that are not stored yet. */
  keep(): Promise<void> {
    return this.#writer.keep();
  }

  /** Whether anything can be undone now may have changed. */
  ableChanged(): void {
    this.#tell();
  }

  get #able(): boolean {
    return this.#options.able?.() ?? true;
  }

  #move(from: keyof Stacks, to: keyof Stacks): boolean {
    if (!this.#able) return false;
    this.commitBatch();
    this.#options.flush();
    for (let entry = this.#stacks.pop(from); entry !== undefined; entry = this.#stacks.pop(from)) {
      this.#writer.changed();
      const { objectOf, objects = () => [], parents = () => [], groups = () => [] } = this.#options;
      const { submit, uuid } = this.#options;
      const { changes, done } = revert(entry, { objectOf, objects, parents, groups });
      if (changes.length === 0) continue;
      try {
        submit(changes, uuid());
      } catch (cause) {
        this.#stacks.push(from, entry);
        throw cause;
      }
      this.#stacks.push(to, done);
      this.#tell();
      return true;
    }
    this.#tell();
    return false;
  }

  /** Takes up what an older page load stored, once that has come and the version is known. */
  #begin(): void {
    if (this.#kept === undefined || this.#version === undefined || this.#early === undefined) return;
    const { stacks } = this.#kept;
    if (stacks?.version === this.#version) this.#takeUp(stacks);
    else if (stacks !== undefined) this.#writer.changed();
    this.#early = undefined;
    this.#writer.begin();
  }

  #takeUp(kept: Stacks): void {
    if (this.#overtaken === 'by clear') return;
    let { undo, redo } = this.#overtaken === 'no' ? kept : { undo: kept.undo, redo: [] };
    for (const early of this.#early ?? []) {
      undo = fold(undo, early.undo).entries;
      redo = fold(redo, early.redo).entries;
    }
    this.#stacks.putUnder({ undo, redo });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
