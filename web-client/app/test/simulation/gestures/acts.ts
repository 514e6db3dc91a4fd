import * as changing from './changing.ts';
import * as drawing from './drawing.ts';
import type { Act } from './hand.ts';
import * as writing from './writing.ts';

/** What people do, with how often: of all, not of 100. */
const OFTEN: readonly (readonly [number, string, Act])[] = [
  [5, 'drawShape', drawing.drawShape],
  [5, 'drawArrow', drawing.drawArrow],
  [2, 'drawFreely', drawing.drawFreely],
  [1, 'drawFrame', drawing.drawFrame],
  [6, 'label', writing.label],
  [2, 'writeFreely', writing.writeFreely],
  [3, 'rewrite', writing.rewrite],
  [6, 'move', changing.move],
  [2, 'resize', changing.resize],
  [1, 'insertImage', changing.insertImage],
  [1, 'crop', changing.crop],
  [4, 'restyle', changing.restyle],
  [3, 'delete', changing.act('deleteSelectedElements')],
  [2, 'duplicate', changing.act('duplicateSelection')],
  [3, 'reorder', changing.act('sendToBack', 'bringToFront', 'bringForward', 'sendBackward')],
  [1, 'group', changing.group],
  [1, 'ungroup', changing.act('ungroup')],
  [1, 'unbindText', changing.act('unbindText')],
];

/** Each as often as it is done. */
export const ACTS = OFTEN.flatMap(([often, name, act]) =>
  Array.from({ length: often }, () => ({ name, act })),
);
