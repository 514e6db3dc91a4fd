import type { Props } from '@easel/sdk';

/** What an element hangs on: its frame, and the shape its text is written in. Undo never brings it back without. */
export function parentsOf(props: Props): readonly string[] {
  return [props.frameId, props.containerId].filter((id) => typeof id === 'string');
}
