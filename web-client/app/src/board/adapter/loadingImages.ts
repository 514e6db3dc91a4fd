import type { Change } from '@easel/sdk';
import type { Interaction } from './interaction.ts';

/** What Excalidraw sets when it has read how large an image is. */
const SIZE: ReadonlySet<string> = new Set(['x', 'y', 'width', 'height', 'crop']);

/**
 * Images that were just inserted. Excalidraw shows an empty box first and gives it the image's size a moment later, by
 * itself: that is no step of the person's, but belongs to the insertion.
 */
export class LoadingImages {
  readonly #loading = new Set<string>();

  has(id: string): boolean {
    return this.#loading.has(id);
  }

  /** Sorts changes into the person's own, and the sizes that images got. */
  sort(
    changes: readonly Change[],
    { gesture, typing }: Pick<Interaction, 'gesture' | 'typing'>,
  ): { readonly own: readonly Change[]; readonly sizes: readonly Change[] } {
    const own: Change[] = [];
    const sizes: Change[] = [];
    for (const change of changes) {
      const isSize = this.#isSize(change);
      (isSize && !gesture && !typing ? sizes : own).push(change);
      if (isSize || change.op === 'delete') this.#loading.delete(change.id);
      if (change.op === 'put' && change.props.type === 'image' && change.props.status === 'pending')
        this.#loading.add(change.id);
    }
    return { own, sizes };
  }

  #isSize(change: Change): boolean {
    if (!this.#loading.has(change.id) || change.op !== 'patch' || change.set?.width === undefined)
      return false;
    return Object.keys(change.set).every((name) => SIZE.has(name));
  }
}
