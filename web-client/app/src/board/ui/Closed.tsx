import type { Project } from '@easel/sdk';
import { Notice } from '../../common/Notice.tsx';
import { t } from '../../words/board.ts';
import { useStatus } from '../state/useStatus.ts';
import { useTrash } from '../state/useTrash.ts';
import { NoAccess } from './NoAccess.tsx';

/** Shown in place of a board that cannot be used any more. */
export function Closed({ project }: { project: Project }) {
  const { reason = 'closed' } = useStatus(project);
  const trash = useTrash(project.id, reason === 'gone');
  if (reason === 'revoked') return <NoAccess project={project.id} />;
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
