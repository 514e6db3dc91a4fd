import type { Props } from '@easel/sdk';

const NONE: readonly (readonly string[])[] = [];
const GROUPS = new Map<unknown, readonly (readonly string[])[]>([
  ['text', [['text', 'originalText']]],
  ['image', [['crop', 'width', 'height']]],
  ['freedraw', [['points', 'pressures']]],
]);

/** Properties of an element of which one without the others makes no sense: undo takes back all of them or none. */
export function undoGroupsOf({ type }: Props): readonly (readonly string[])[] {
  return GROUPS.get(type) ?? NONE;
}
