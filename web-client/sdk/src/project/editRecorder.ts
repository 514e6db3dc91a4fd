import type { Timers } from '../ports/timers.ts';
import type { Change, Props } from '../protocol/change.ts';
import type { EditingSettings } from '../settings/index.ts';
import { UndoManager, type UndoStore } from '../undo/index.ts';
import type { EditPipeline } from './editPipeline.ts';
import type { EditOptions, ProjectOptions } from './options.ts';

export interface EditRecorderOptions {
  readonly project: string;
  readonly parents: ProjectOptions['parents'];
  readonly groups: ProjectOptions['groups'];
  readonly settings: () => EditingSettings;
  readonly objects: () => ReadonlyMap<string, Props>;
  readonly pipeline: EditPipeline;
  readonly store: UndoStore;
  readonly timers: Timers;
  readonly uuid: () => string;
  /** Whether undo and redo may do something now. */
  readonly able: () => boolean;
  /** Throws `NotEditable`. */
  readonly checkEditable: () => void;
}

/** Makes a person's edits and records what undo takes back. */
export class EditRecorder {
  readonly #options: EditRecorderOptions;
  #undo: UndoManager | undefined;
  #version: string | undefined;

  constructor(options: EditRecorderOptions) {
    this.#options = options;
  }

  edit(changes: readonly Change[], how: EditOptions): void {
    const { history = 'discrete', more = false, live = history === 'gesture' && !more } = how;
    const objects = this.#options.objects();
    const before = new Map(changes.map(({ id }) => [id, objects.get(id)]));
    const isBatched = history === 'gesture' || history === 'typing';
    this.#options.pipeline.edit(changes, {
      group: isBatched ? this.undo.group : undefined,
      ...{ live, more },
      origin: 'own',
      record: () => this.#record(before, history),
    });
  }

  /** The person's steps; read from the store at the first use. */
  get undo(): UndoManager {
    this.#undo ??= this.#newUndo();
    return this.#undo;
  }

  configure({ undoStackLimit: limit, autoSaveInterval: delay }: EditingSettings): void {
    this.#undo?.configure({ limit, delay });
  }

  /** The project's active version: steps of another one are forgotten. */
  version(active: string): void {
    const isSwitched = this.#version !== undefined;
    this.#version = active;
    // Where nothing was undone in this page load yet, kept steps are of the version before, too.
    (isSwitched ? this.undo : this.#undo)?.version(active);
  }

  /** Whether undo and redo may do something now may have changed. */
  ableChanged(): void {
    this.#undo?.ableChanged();
  }

  commitBatch(): void {
    this.#undo?.commitBatch();
  }

  /** The page is being left: commits and stores the steps. */
  leave(): void {
    this.#undo?.commitBatch();
    void this.#undo?.keep();
  }

  end(): void {
    this.#undo?.cancelScheduledCommit();
  }

  #record(
    before: ReadonlyMap<string, Props | undefined>,
    history: NonNullable<EditOptions['history']>,
  ): void {
    const { undo } = this;
    const objects = this.#options.objects();
    const changes = Array.from(before, ([id, props]) => ({ id, before: props, after: objects.get(id) }));
    if (history === 'none') undo.amend(changes);
    else undo.made(changes, history);
  }

  #newUndo(): UndoManager {
    const { project, parents, groups, settings, objects, pipeline, checkEditable, ...ports } = this.#options;
    const { undoStackLimit, autoSaveInterval } = settings();
    return new UndoManager({
      ...ports,
      project,
      version: this.#version,
      limit: undoStackLimit,
      delay: autoSaveInterval,
      objectOf: (id) => objects().get(id),
      objects,
      submit: (changes, group) => {
        checkEditable();
        pipeline.edit(changes, { group, live: true, origin: 'undo' });
      },
      flush: () => pipeline.sendNow(),
      ...(parents && { parents }),
      ...(groups && { groups }),
    });
  }
}
