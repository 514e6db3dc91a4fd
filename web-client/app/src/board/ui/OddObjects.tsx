import { useEffect } from 'react';
import { Part } from '../../common/Part.ts';
import { useStored } from '../../common/useStored.ts';
import { Value } from '../../common/Value.ts';
import type { BoardController } from '../controller/BoardController.ts';
import type { Flaws } from '../controller/ToldFlaws.ts';

const panel = new Part(() => import('./OddPanel.tsx'));
const NONE = new Value<Flaws>(new Map());

/**
 * Tells of objects that cannot be shown, where there are any: most boards have none, and do not load this. Nobody has
 * asked for it: where it cannot be loaded, it is tried again with the next such object, or the next connection.
 */
export function OddObjects({ board, readOnly }: { board: BoardController | undefined; readOnly: boolean }) {
  const flaws = useStored(board?.odd.told ?? NONE);
  const { code: OddPanel } = useStored(panel.state);
  useEffect(() => {
    if (flaws.size === 0) return undefined;
    panel.load();
    addEventListener('online', panel.load);
    return () => removeEventListener('online', panel.load);
  }, [flaws]);
  if (board === undefined || flaws.size === 0 || OddPanel === undefined) return null;
  return <OddPanel board={board} flaws={flaws} readOnly={readOnly} />;
}
