import { Link } from '../../common/Link.tsx';
import { Notice } from '../../common/Notice.tsx';
import { boardPath } from '../../common/route.ts';
import { t } from '../../words/object.ts';

/** The address names an object that the board does not have. */
export function Unknown({ project, id }: { project: string; id: string }) {
  return (
    <Notice title={t('object.unknown.title')} text={t('object.unknown.text', { id })}>
      <Link to={boardPath(project)} className="button">
        {t('object.toBoard')}
      </Link>
    </Notice>
  );
}
