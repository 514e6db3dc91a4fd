import type { Props } from '../protocol/change.ts';
import type { Objects, PartialCopy, Welcome } from '../protocol/message.ts';

/** What a sync has brought so far; the latest state of an object wins (R2). */
export class Staging {
  readonly objects = new Map<string, Props | undefined>();
  /** Whether it is, or goes on with, a snapshot, which takes the place of what was there; others are laid over that. */
  readonly isSnapshot: boolean;
  readonly #epoch: number;
  #seq: number;
  #upTo: number | undefined;

  constructor({ sync, epoch, seq }: Pick<Welcome, 'sync' | 'epoch' | 'seq'>) {
    this.isSnapshot = sync === 'snapshot';
    this.#epoch = epoch;
    this.#seq = seq;
  }

  add({ objects, deleted, upTo, at }: Omit<Objects, 'type'>): void {
    for (const { id, props } of objects) this.objects.set(id, props);
    for (const id of deleted) this.objects.set(id, undefined);
    if (upTo === undefined || at === undefined) return;
    this.#upTo = upTo;
    this.#seq = Math.min(this.#seq, at);
  }

  /** What there is, if a server can go on from it (R8). */
  get partial(): PartialCopy | undefined {
    if (this.#upTo === undefined) return undefined;
    return { epoch: this.#epoch, seq: this.#seq, upTo: this.#upTo };
  }
}
