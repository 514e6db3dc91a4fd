import { browserTimers } from '../../src/ports/timers.ts';
import type { Change, Props } from '../../src/protocol/change.ts';
import { memoryUndo } from '../../src/storage/index.ts';
import type { UndoStore } from '../../src/undo/index.ts';
import { UndoManager, type UndoOptions } from '../../src/undo/index.ts';

/** One person's objects, which others edit as well. Props that are `undefined`: the object is deleted, or not there. */
export class UndoFixture {
  readonly objects = new Map<string, Props>();
  readonly submitted: { changes: readonly Change[]; group: string }[] = [];
  readonly log: string[] = [];
  readonly store: UndoStore;
  undo: UndoManager;
  readonly #options: Partial<UndoOptions>;
  #uuids = 0;

  constructor(options: Partial<UndoOptions> = {}) {
    this.#options = options;
    this.store = options.store ?? memoryUndo();
    this.undo = this.#make();
  }

  /** The page is reloaded; what was only in memory is lost. */
  async reload(): Promise<void> {
    this.undo = this.#make();
    await this.undo.loaded;
  }

  /** An own change, left in the batch. */
  own(id: string, props: Props | undefined): void {
    this.undo.addChange(id, this.objects.get(id));
    this.other(id, props);
    this.undo.endChange([{ id, props }]);
  }

  /** Own changes as one entry. */
  act(changes: { readonly [id: string]: Props | undefined }): void {
    for (const [id, props] of Object.entries(changes)) this.own(id, props);
    this.undo.commitBatch();
  }

  /** An own change that is not a step. */
  repair(id: string, props: Props | undefined): void {
    const before = this.objects.get(id);
    this.other(id, props);
    this.undo.amend([{ id, before, after: props }]);
  }

  other(id: string, props: Props | undefined): void {
    if (props === undefined) this.objects.delete(id);
    else this.objects.set(id, props);
  }

  get state(): { [id: string]: Props } {
    return Object.fromEntries(this.objects);
  }

  #make(): UndoManager {
    return new UndoManager({
      project: 'p',
      version: 'v1',
      limit: 100,
      delay: 300,
      objects: () => this.objects,
      objectOf: (id) => this.objects.get(id),
      submit: (changes, group) => {
        this.submitted.push({ changes, group });
        this.log.push('submit');
        for (const change of changes) this.apply(change);
      },
      flush: () => void this.log.push('flush'),
      store: this.store,
      timers: browserTimers,
      uuid: () => `group${++this.#uuids}`,
      parents: (props) => (typeof props.frame === 'string' ? [props.frame] : []),
      ...this.#options,
    });
  }

  apply(change: Change): void {
    if (change.op === 'delete') this.objects.delete(change.id);
    else if (change.op === 'put') this.objects.set(change.id, change.props);
    else {
      const props = this.objects.get(change.id);
      if (props === undefined) throw new Error(`patch of ${change.id}, which is not there`);
      const kept = Object.entries(props).filter(([name]) => !change.unset?.includes(name));
      this.objects.set(change.id, { ...Object.fromEntries(kept), ...change.set });
    }
  }
}
