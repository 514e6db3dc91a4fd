import type { Props } from '@easel/sdk';

/**
 * The elements that an element needs: its frame, and the container of a text. Undo does not restore it without them.
 */
export function parentsOf(props: Props): readonly string[] {
  return [props.frameId, props.containerId].filter((id) => typeof id === 'string');
}
