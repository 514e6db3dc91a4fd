import { download } from '../../common/copy.ts';
import { Dialog } from '../../common/Dialog.tsx';
import { t } from '../../words/board.ts';
import { kindInWords } from '../../words/kinds.ts';
import type { BoardController } from '../controller/BoardController.ts';
import type { Flaws } from '../controller/ToldFlaws.ts';
import type { Flaw } from '../mending/mended.ts';

/** Objects that are listed; of more only the first are. */
const MOST_LISTED = 50;
/** Characters of an object that are shown; the file has all. */
const MOST_TEXT = 4_000;

const WHY = {
  type: 'board.odd.why.type',
  place: 'board.odd.why.place',
  size: 'board.odd.why.size',
  far: 'board.odd.why.far',
  large: 'board.odd.why.large',
  points: 'board.odd.why.points',
  empty: 'board.odd.why.empty',
  drawing: 'board.odd.why.drawing',
} as const satisfies Record<Flaw, string>;

interface Props {
  board: BoardController;
  flaws: Flaws;
  readOnly: boolean;
  onClose: () => void;
}

/** The objects that cannot be shown, or in part only: what they are, why, and what can be done about them. */
export function OddDialog({ board, flaws, readOnly, onClose }: Props) {
  const ids = [...flaws.keys()];
  return (
    <Dialog title={t('board.odd.name')} onClose={onClose}>
      <p>{t('board.odd.more')}</p>
      <ul className="odd-list">
        {[...flaws].slice(0, MOST_LISTED).map(([id, flaw]) => (
          <li key={id}>
            <details>
              <summary>
                <bdi>{nameOf(board, id)}</bdi> <span className="odd-why">{t(WHY[flaw])}</span>
              </summary>
              <pre>{textOf(board, id)}</pre>
            </details>
            {!readOnly && (
              <button type="button" className="button" onClick={() => board.remove([id])}>
                {t('common.delete')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {ids.length > MOST_LISTED && <p>{t('board.odd.others', { count: ids.length - MOST_LISTED })}</p>}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={() => exportAll(board, ids)}>
          {t('board.odd.export')}
        </button>
        {!readOnly && (
          <button
            type="button"
            className="button danger"
            onClick={() => {
              board.remove(ids);
              onClose();
            }}
          >
            {t('board.odd.deleteAll')}
          </button>
        )}
        <button type="button" className="button primary" onClick={onClose}>
          {t('common.close')}
        </button>
      </div>
    </Dialog>
  );
}

function nameOf({ project }: BoardController, id: string): string {
  return kindInWords(project.objects.get(id)?.type) ?? t('board.object');
}

function textOf({ project }: BoardController, id: string): string {
  const text = JSON.stringify({ id, ...project.objects.get(id) }, undefined, 1);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** As a drawing: where they can be mended by hand, the file can be imported again. */
function exportAll({ project }: BoardController, ids: readonly string[]): void {
  const elements = ids.map((id) => ({ id, ...project.objects.get(id) }));
  const drawing = { type: 'excalidraw', version: 2, source: 'easel', elements };
  download(
    new Blob([JSON.stringify(drawing, undefined, 1)], { type: 'application/json' }),
    'odd-objects.excalidraw',
  );
}
