import type { Project } from '@easel/sdk';
import { Link } from '../../common/Link.tsx';
import { listPath } from '../../common/route.ts';
import { t } from '../../words/board.ts';
import { useStatus } from '../state/useStatus.ts';
import { SignedOut } from './NoAccess.tsx';

/** In place of a board of which nothing is known yet; and why, where that takes long. */
export function Opening({ project }: { project: Project }) {
  const { kind, shown, away, cause } = useStatus(project);
  if (shown || kind === 'closed') return null;
  if (cause === 'signedOut') {
    return (
      <div className="instead">
        <SignedOut project={project.id} />
      </div>
    );
  }
  return (
    <div className="opening">
      <p role="status">{t('board.opening')}</p>
      {away && (
        <>
          <p className="opening-cause" role="alert">
            {t(`board.opening.${cause ?? 'unreachable'}`)}
          </p>
          <Link to={listPath} className="button">
            {t('common.allProjects')}
          </Link>
        </>
      )}
    </div>
  );
}
