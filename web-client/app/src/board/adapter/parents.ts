import type { Props } from '@easel/sdk';

/**
 * The elements that an element needs: its frame, and the container of a text. Undo does not restore it without them.
 * Other types of elements have no container, whatever a program wrote.
 */
export function parentsOf({ type, frameId, containerId }: Props): readonly string[] {
  return [frameId, type === 'text' ? containerId : null].filter((id) => typeof id === 'string');
}
