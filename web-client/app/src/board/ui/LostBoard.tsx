import type { Project } from '@easel/sdk';
import { useEffect, useReducer, useState } from 'react';
import { api } from '../../common/api.ts';
import { failure } from '../../common/failure.ts';
import { Link } from '../../common/Link.tsx';
import { boardPath, listPath, navigate } from '../../common/route.ts';
import { t } from '../../words/board.ts';
import type { BoardController } from '../controller/BoardController.ts';
import { exportBoard } from '../controller/exportBoard.ts';
import { useStatus, useTitle } from '../state/useStatus.ts';
import { useTrash } from '../state/useTrash.ts';

/** What can be done with a board that the server does not have, or not for this person, any longer. */
export function LostBoard({ project, board }: { project: Project; board: BoardController | undefined }) {
  const { kind, reason } = useStatus(project);
  const title = useTitle(project);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  /** The new board, where the server did not take all of this one. */
  const [partly, setPartly] = useState<{ readonly id: string; readonly leftOut: number }>();
  const trash = useTrash(project.id, kind === 'closed' && reason === 'gone');
  if (kind !== 'closed' || (reason !== 'gone' && reason !== 'revoked') || board === undefined) return null;
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { makeNewBoard } = await import('../controller/makeNewBoard.ts'); // seldom wanted
      const made = await makeNewBoard(api, board, title);
      if (made.leftOut === 0) navigate(boardPath(made.id));
      else setPartly(made);
    } catch (error) {
      setProblem(t('board.lost.failed', { why: failure(error) }));
      setBusy(false);
    }
  };
  return (
    <aside className="lost-board" aria-labelledby="lost-board">
      <h2 id="lost-board">{t(`board.lost.${reason}`)}</h2>
      {trash.isThere && <p>{t('board.trash.text')}</p>}
      <p>{t('board.lost.text')}</p>
      {partly && <p role="alert">{t('board.lost.partly', { count: partly.leftOut })}</p>}
      {problem !== undefined && <p role="alert">{problem}</p>}
      {trash.problem !== undefined && <p role="alert">{trash.problem}</p>}
      <div className="dialog-acts">
        <Link to={listPath} className="button">
          {t('common.allProjects')}
        </Link>
        <button type="button" className="button" onClick={() => exportBoard(board, title)}>
          {t('board.lost.export')}
        </button>
        {partly ? (
          <Link to={boardPath(partly.id)} className="button primary">
            {t('board.lost.open')}
          </Link>
        ) : (
          <button
            type="button"
            className={trash.isThere ? 'button' : 'button primary'}
            disabled={isBusy}
            onClick={() => void make()}
          >
            {t(isBusy ? 'board.lost.making' : 'board.lost.make')}
          </button>
        )}
        {trash.isThere && (
          <button type="button" className="button primary" onClick={trash.bringBack}>
            {t('board.trash.back')}
          </button>
        )}
      </div>
    </aside>
  );
}

/** Whether there is something left to look at of a board that is closed; a kept picture may come after the end. */
export function useIsLost(project: Project): boolean {
  const { kind, reason } = useStatus(project);
  const isEnded = kind === 'closed' && (reason === 'gone' || reason === 'revoked');
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => (isEnded ? project.on('changed', drawAgain) : undefined), [project, isEnded]);
  return isEnded && project.objects.size > 0;
}
