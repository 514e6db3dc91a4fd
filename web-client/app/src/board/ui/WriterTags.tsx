import { useStored } from '../../common/useStored.ts';
import { Value } from '../../common/Value.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import type { AskedWriter, Writer } from '../controller/Writers.ts';
import { WriterDialog } from './WriterDialog.tsx';

const NOBODY = new Value<readonly Writer[]>([]);
const NOT_ASKED = new Value<AskedWriter | undefined>(undefined);

/** Who writes in a text, above it; and the question before the person writes there, too. */
export function WriterTags({ board }: { board: BoardController | undefined }) {
  const writers = useStored(board?.texts.writers.all ?? NOBODY);
  const asked = useStored(board?.texts.writers.asked ?? NOT_ASKED);
  return (
    <>
      {writers.map(({ session, name, hue, x, y }) => (
        <p
          key={session}
          className="writer"
          style={{ left: x, top: y, background: `hsl(${hue} 65% 32%)` }}
          dir="auto"
        >
          {t('board.writes', { name: name ?? t('common.person.unnamed') })}
        </p>
      ))}
      {asked && <WriterDialog asked={asked} />}
    </>
  );
}
