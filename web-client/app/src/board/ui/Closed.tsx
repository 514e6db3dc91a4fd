import type { Status } from '@easel/sdk';
import { Notice } from '../../common/Notice.tsx';
import { t } from '../../words/board.ts';
import { useTrash } from '../state/useTrash.ts';

/** Shown in place of a board that cannot be used any more. */
export function Closed({ project, reason }: { project: string; reason: NonNullable<Status['reason']> }) {
  const trash = useTrash(project, reason === 'gone');
  const text = t(trash.isThere ? 'board.closed.trashed' : `board.closed.${reason}`);
  return (
    <Notice title={t('board.closed.title')} text={trash.problem ?? text}>
      {trash.isThere && (
        <button type="button" className="button primary" onClick={trash.bringBack}>
          {t('board.trash.back')}
        </button>
      )}
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('common.tryAgain')}
      </button>
    </Notice>
  );
}
