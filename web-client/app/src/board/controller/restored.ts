import { restoreElements } from '@excalidraw/excalidraw';
import type { Element } from '../adapter/element.ts';
import type { Restore } from '../adapter/toElement.ts';
import { grownBox, mayBeCut } from '../mending/textBox.ts';

/** Scene pixels; a box that would be wider, for a book in one line, is left as it is. */
const WIDEST = 20_000;

/** Excalidraw's `restoreElements` for one element; a text has a box that holds it. */
export const restored: Restore = (element) => {
  const [drawn] = restoreElements([element as Element], null);
  if (drawn?.type !== 'text' || !mayBeCut(drawn)) return drawn;
  // Without its shape, which would break it into other lines.
  const alone = { ...drawn, containerId: null, autoResize: true };
  const [measured] = restoreElements([alone], null, { refreshDimensions: true, repairBindings: true });
  if (measured === undefined || measured.width > WIDEST) return drawn;
  return Object.assign(drawn, grownBox(drawn, measured));
};
