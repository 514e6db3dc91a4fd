import type { Change, Props } from '@easel/sdk';
import { type Interaction, NO_INTERACTION } from './interaction.ts';
import { parentsOf } from './parents.ts';

/** A label of a shape in a frame: the deepest that one element belongs to another. */
const MOST_LEVELS = 2;

/**
 * What is under the person's hand, and what the hand has changed of it. Work under the hand wins over a deletion: it is
 * put back with all that was done to it.
 */
export class Hand {
  #now: Interaction = NO_INTERACTION;
  readonly #changed = new Set<string>();
  readonly #propsOf: (id: string) => Props | undefined;

  /** @param propsOf an element as it was last seen on the canvas */
  constructor(propsOf: (id: string) => Props | undefined) {
    this.#propsOf = propsOf;
  }

  /** What the person was doing at the last look. */
  get now(): Interaction {
    return this.#now;
  }

  /** Whether the person is in the middle of something. */
  get isBusy(): boolean {
    const { gesture, typing, held } = this.#now;
    return gesture || typing || held.size > 0;
  }

  /** Whether the element is in the hand, by itself or with its shape or frame. */
  holds(id: string, { held, written }: Interaction = this.#now): boolean {
    return written === id || this.#isHeld(id, held);
  }

  #isHeld(id: string, held: ReadonlySet<string>, levels = MOST_LEVELS): boolean {
    if (held.size === 0) return false;
    if (held.has(id)) return true;
    const parents = levels > 0 ? parentsOf(this.#propsOf(id) ?? {}) : [];
    return parents.some((parent) => this.#isHeld(parent, held, levels - 1));
  }

  /** The hand has changed these just now: the last change of a gesture or a text comes when it has ended. */
  did(ids: Iterable<string>, interaction: Interaction): void {
    for (const id of ids) {
      if (this.holds(id) || this.holds(id, interaction)) this.#changed.add(id);
    }
  }

  has(id: string): boolean {
    return this.#changed.has(id);
  }

  /**
   * Takes note of what the person is doing now. What is in the hand no longer is forgotten; returns whether there is
   * such.
   */
  become(interaction: Interaction): boolean {
    const last = this.#now;
    this.#now = interaction;
    for (const id of this.#changed) if (!this.holds(id)) this.#changed.delete(id);
    const isWritten = last.written === undefined || last.written === interaction.written;
    return !isWritten || [...last.held].some((id) => !interaction.held.has(id));
  }
}

/**
 * Changes that put elements into the project, or set what they belong to, without frames and containers that are gone:
 * a label of a shape that is deleted becomes a free text, which can be seen and moved.
 */
export function withoutGoneParents(
  changes: readonly Change[],
  objects: { has(id: string): boolean },
): readonly Change[] {
  const deleted = new Set<string>();
  const put = new Set<string>();
  for (const { op, id } of changes) if (op !== 'patch') (op === 'put' ? put : deleted).add(id);
  const isGone = (id: unknown) =>
    typeof id === 'string' && !put.has(id) && (deleted.has(id) || !objects.has(id));
  const freed = (props: Props): Props | undefined => {
    const [container, frame] = [isGone(props.containerId), isGone(props.frameId)];
    if (!container && !frame) return undefined;
    return { ...props, ...(container && { containerId: null }), ...(frame && { frameId: null }) };
  };
  return changes.map((change) => {
    if (change.op === 'put') {
      const props = freed(change.props);
      return props ? { ...change, props } : change;
    }
    const set = change.op === 'patch' && change.set ? freed(change.set) : undefined;
    return set ? ({ ...change, set } as Change) : change;
  });
}
