import { useState } from 'react';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import type { Flaws } from '../controller/ToldFlaws.ts';
import { isShownInPart } from '../mending/mendProps.ts';
import { OddDialog } from './OddDialog.tsx';

interface Props {
  board: BoardController;
  flaws: Flaws;
  readOnly: boolean;
}

/** Tells of objects that cannot be shown, or in part only. It can be put away until there are others. */
export default function OddPanel({ board, flaws, readOnly }: Props) {
  const [putAway, setPutAway] = useState<Flaws>();
  const [isOpen, setOpen] = useState(false);
  const ids = [...flaws.keys()];
  return (
    <>
      {!ids.every((id) => putAway?.has(id)) && (
        <aside className="set-aside" aria-label={t('board.odd.name')}>
          <h2 role="status">{titleOf(board, flaws)}</h2>
          <p>{t('board.odd.text')}</p>
          <div className="dialog-acts">
            <button type="button" className="button" onClick={() => setPutAway(flaws)}>
              {t('board.odd.hide')}
            </button>
            <button type="button" className="button primary" onClick={() => setOpen(true)}>
              {t('board.odd.see')}
            </button>
          </div>
        </aside>
      )}
      {isOpen && <OddDialog board={board} flaws={flaws} readOnly={readOnly} onClose={() => setOpen(false)} />}
    </>
  );
}

function titleOf({ project }: BoardController, flaws: Flaws): string {
  const partly = [...flaws].filter(([id, flaw]) => isShownInPart(flaw, project.objects.get(id))).length;
  const missing = flaws.size - partly;
  if (missing === 0) return t('board.odd.partly', { count: partly });
  if (partly === 0) return t('board.odd.missing', { count: missing });
  return t('board.odd.both', {
    missing: t('board.odd.missing', { count: missing }),
    partly: t('board.odd.partly', { count: partly }),
  });
}
